// SPDX-License-Identifier: Apache-2.0
// The list stays usable with as many traces as the agent keeps, while others arrive.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startAgent } from './programs.js';
import { trace } from './traces.js';
import { waitUntil } from './waiting.js';

const KEPT = 10_000;
const AT_ONCE = 500;
const FURTHER = [20, 40, 20, 40, 20, 40, 20, 400];
const LOADED_MILLIS = 3000;
const FOUND_MILLIS = 2000;
const LONGEST_TASK_MILLIS = 500;
const MOST_SHIFT = 0.1;
const MOST_ROWS = 60;

function numbered(from, count) {
  return Array.from({ length: count }, (_, index) => trace(
      { resource: `GET /number/${from + index}`, meta: { 'http.status_code': '200', number: `n${from + index}.` } },
      { service: 'database', name: 'db.query', resource: 'select 1' }, { name: 'render' }));
}

/** Runs in the page: notes from now on long tasks, layout shifts, and at each frame where the selected row is. */
function watch() {
  const tasks = [];
  const shifts = [];
  const places = [];
  window.seen = { tasks, shifts, places };
  const observe = (type, take) => new PerformanceObserver(entries => entries.getEntries().forEach(take)).observe({ type });
  observe('longtask', ({ duration }) => tasks.push(duration));
  observe('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) shifts.push(value); });
  const look = () => {
    const place = document.querySelector('[role=option][aria-selected=true]')?.getBoundingClientRect().y ?? null;
    if (places.at(-1) !== place) places.push(place);
    requestAnimationFrame(look);
  };
  look();
}

async function millisOf(action) {
  const start = performance.now();
  await action();
  return Math.round(performance.now() - start);
}

describe('10,000 traces', () => {
  const fixed = fixture(startAgent);
  let sent = 0;

  async function send(count, atOnce) {
    for (const end = sent + count; sent < end; sent += atOnce) await fixed.agent.traces(numbered(sent, atOnce));
  }

  before(() => send(KEPT, AT_ONCE), LIMIT);

  it('are listed quickly, in few elements', LIMIT, async t => {
    const opened = await fixed.open();
    const took = await millisOf(async () => {
      await opened.page.reload();
      await opened.row(`GET /number/${sent - 1}`).waitFor();
    });
    t.diagnostic(`listed after ${took} ms`);
    assert.ok(took < LOADED_MILLIS, `the list takes ${took} ms`);
    assert.match(await opened.summary.textContent(), /10,000 traces/);
    assert.ok(await opened.rows.count() <= MOST_ROWS);
  });

  it('can be scrolled to the oldest', LIMIT, async () => {
    const { list, row, rows } = await fixed.open();
    await rows.first().waitFor();
    await list.evaluate(element => { element.scrollTop = element.scrollHeight; });
    const oldest = row(`GET /number/${sent - KEPT}`);
    await waitUntil(async () => (await oldest.count()) === 1 && oldest.isVisible(), 'the oldest trace');
    assert.ok(await rows.count() <= MOST_ROWS);
  });

  it('are searched quickly', LIMIT, async t => {
    const { search, summary, rows } = await fixed.open();
    await rows.first().waitFor();
    for (const [word, count] of [[`number:n${sent - KEPT + 7}.`, '1'], ['number:nobody', 'None']]) {
      const took = await millisOf(async () => {
        await search.fill(word);
        await summary.filter({ hasText: new RegExp(`^${count} of`) }).waitFor();
      });
      t.diagnostic(`${word} answered after ${took} ms`);
      assert.ok(took < FOUND_MILLIS, `the search for ${word} takes ${took} ms`);
    }
  });

  it('neither jump nor block while others arrive', LIMIT, async t => {
    const { page, list, row, rows, summary, spans } = await fixed.open();
    await rows.first().waitFor();
    const middle = `GET /number/${sent - KEPT / 2 - 5}`;
    await list.evaluate(element => { element.scrollTop = element.scrollHeight / 2; });
    await row(middle).waitFor();
    await row(middle).click();
    await spans.nth(2).waitFor();
    const { y } = await row(middle).boundingBox();
    await page.evaluate(watch);

    for (const count of FURTHER) {
      await send(count, 20);
      await summary.filter({ hasText: `${(sent - KEPT).toLocaleString('en')} older gone` }).waitFor();
      const { places } = await page.evaluate(() => window.seen);
      assert.deepEqual(places, [y], `where the row was while ${count} others came`);
      assert.equal(places.at(-1), y);
    }

    const { tasks, shifts } = await page.evaluate(() => window.seen);
    const longest = Math.max(0, ...tasks);
    const shift = shifts.reduce((sum, value) => sum + value, 0);
    t.diagnostic(`longest task ${longest} ms, layout shift ${shift.toFixed(3)}`);
    assert.equal(await row(middle).getAttribute('aria-selected'), 'true');
    assert.ok(longest < LONGEST_TASK_MILLIS, `a task took ${longest} ms`);
    assert.ok(shift < MOST_SHIFT, `the layout shifted by ${shift}`);
  });

  it('at the top of the list let the newest appear', LIMIT, async () => {
    const { row, rows } = await fixed.open();
    await rows.first().waitFor();
    await send(1, 1);
    await row(`GET /number/${sent - 1}`).waitFor();
  });
});
