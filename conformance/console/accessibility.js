// SPDX-License-Identifier: Apache-2.0
// What axe finds wrong with a page: missing names and roles, too little contrast, and the like.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One sentence for each kind of violation. */
export async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source);
  const found = await page.evaluate(options => window.axe.run(document, options), { resultTypes: ['violations'] });
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target).join(' | ')}`);
}
