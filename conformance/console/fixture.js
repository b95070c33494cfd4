// SPDX-License-Identifier: Apache-2.0
// What a file of tests needs: programs, a browser, and open consoles; all of it is stopped after the tests.

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Agent } from './agent.js';
import { launch } from './browser.js';
import { ConsolePage } from './console-page.js';

/** The limit for one test, and for starting everything that a file needs. */
export const LIMIT = { timeout: 180_000 };

/**
 * To be called within a suite. The answer has `agent` and `open(options)`, which opens the console, and whatever `start`
 * gives. After each test consoles are closed, and it fails if something went wrong in one.
 */
export function fixture(start) {
  const fixed = {};
  const stops = [];
  let consoles = [];

  before(async () => {
    Object.assign(fixed, await start());
    stops.push(() => fixed.program.stop());
    fixed.agent = new Agent(fixed.agentUrl);
    const browser = await launch();
    stops.push(() => browser.close());
    fixed.open = async (options, url = fixed.agentUrl) => {
      const opened = await ConsolePage.open(browser, `${url}/`, options);
      consoles.push(opened);
      return opened;
    };
  }, LIMIT);

  afterEach(async () => {
    const closing = consoles;
    consoles = [];
    for (const opened of closing) await opened.close();
    assert.deepEqual(closing.flatMap(({ faults }) => faults), [], 'nothing goes wrong in the browser');
  });

  after(async () => {
    for (const stop of stops.reverse()) await stop();
  }, LIMIT);

  return fixed;
}
