// SPDX-License-Identifier: Apache-2.0
// A recording goes from one agent to another.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startAgent } from './programs.js';
import { trace } from './traces.js';

const COUNT = 7;

describe('a recording', () => {
  const fixed = fixture(startAgent);
  let other;
  before(async () => { other = await startAgent(); }, LIMIT);
  after(() => other?.program.stop());

  it('that one agent exports another one imports', LIMIT, async () => {
    for (let i = 0; i < COUNT; i++) await fixed.agent.traces([trace({ resource: `GET /number/${i}` })]);
    const from = await fixed.open();
    await from.row('GET /number/0').waitFor();
    await from.page.getByRole('button', { name: 'Recording' }).click();
    const downloading = from.page.waitForEvent('download');
    await from.page.getByRole('link', { name: 'Export' }).click();
    const download = await downloading;

    const to = await fixed.open({}, other.agentUrl);
    await to.page.getByRole('button', { name: 'Recording' }).click();
    await to.page.getByLabel('Import').setInputFiles(await download.path());

    await to.page.getByRole('status').filter({ hasText: `${COUNT} of ${COUNT} payloads` }).waitFor();
    await to.row('GET /number/0').waitFor();
    assert.equal(await to.rows.count(), COUNT);
    assert.deepEqual(await to.resources.allTextContents(), await from.resources.allTextContents());
  });

  it('that is none is refused', LIMIT, async () => {
    const { page, faults } = await fixed.open({}, other.agentUrl);
    await page.getByRole('button', { name: 'Recording' }).click();
    const file = { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') };
    await page.getByLabel('Import').setInputFiles(file);

    await page.getByRole('status').filter({ hasText: 'Not imported: not a recording' }).waitFor();
    assert.match(faults.splice(0).join(), /^error in the console: Failed to load resource.* 400 [^,]*$/);
  });

  it('and everything else is forgotten on request', LIMIT, async () => {
    await fixed.agent.traces([trace({ resource: 'GET /secret' })]);
    const { page, row, rows } = await fixed.open();
    await row('GET /secret').waitFor();

    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click();

    await page.getByText('Waiting for traces').waitFor();
    assert.equal(await rows.count(), 0);
    assert.deepEqual((await fixed.agent.json('/api/recording')).payloads, []);
  });
});
