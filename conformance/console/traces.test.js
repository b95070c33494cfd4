// SPDX-License-Identifier: Apache-2.0
// The traces of the shop: they appear by themselves, and each one can be looked into.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startShop } from './programs.js';
import { callOf, calls, make, namesOf } from './shop.js';
import { waitUntil } from './waiting.js';

const ORDER = 'GET /orders/{id}';
const order = callOf(ORDER);
const namesOfOrder = namesOf(order.span);

describe('traces of the shop', () => {
  const fixed = fixture(startShop);

  /** Makes calls and waits until their traces are all that there is. */
  async function trace(...made) {
    await fixed.agent.send('DELETE', '/api/traces');
    for (const call of made) await make(fixed.shopUrl, call);
    const wanted = made.map(({ span }) => `${namesOf(span).length} spans of ${span.resource}`).sort();
    await waitUntil(async () => {
      const { traces } = await fixed.agent.json('/api/traces');
      const found = traces.map(({ spanCount, resource }) => `${spanCount} spans of ${resource}`).sort();
      return found.join() === wanted.join();
    }, wanted.join());
  }

  it('appear without a reload', LIMIT, async () => {
    const { page, rows, row } = await fixed.open();
    await rows.first().waitFor(); // The shop's start is traced.
    await page.evaluate(() => { window.isStillTheSame = true; });

    assert.equal(await row('GET /ping').count(), 0);
    await make(fixed.shopUrl, callOf('GET /ping'));

    await row('GET /ping').waitFor();
    assert.ok(await page.evaluate(() => window.isStillTheSame));
  });

  it('are all listed', LIMIT, async () => {
    const { resources } = await fixed.open({ viewport: { width: 1400, height: 3000 } });
    for (const call of calls) await make(fixed.shopUrl, call);

    const wanted = [...new Set(calls.map(call => call.span.resource))];
    let missing = wanted;
    await waitUntil(async () => {
      const shown = await resources.allTextContents();
      missing = wanted.filter(resource => !shown.includes(resource));
      return missing.length === 0;
    }, 'all calls in the list').catch(() => assert.deepEqual(missing, []));
  });

  it('open as a waterfall and as a flame graph', LIMIT, async () => {
    await trace(order);
    const opened = await fixed.open();
    await opened.openTrace(ORDER);

    assert.deepEqual(await opened.spans.locator('.operation').allTextContents(), namesOfOrder);
    await opened.trace.getByRole('button', { name: 'Flame graph' }).click();
    await opened.trace.locator('.box').first().waitFor();
    assert.equal(await opened.spans.count(), namesOfOrder.length);
    await opened.trace.getByRole('button', { name: 'Waterfall' }).click();
    await opened.spans.locator('.operation').first().waitFor();
  });

  it('show everything about a span', LIMIT, async () => {
    await trace(order);
    const opened = await fixed.open();
    await opened.openTrace(ORDER);

    await opened.spans.filter({ hasText: 'http.request' }).first().click();

    await opened.details.getByRole('heading', { name: 'http.request' }).waitFor();
    const tags = opened.details.getByRole('row');
    for (const [name, value] of [['http.method', 'GET'], ['component', 'java-http-client'], ['env', 'demo']]) {
      await tags.filter({ has: opened.page.getByRole('rowheader', { name, exact: true }), hasText: value }).waitFor();
    }
  });

  it('show the error of a span', LIMIT, async () => {
    await trace(callOf('GET /orders/{id}/invoice'));
    const opened = await fixed.open();
    await opened.openTrace('GET /orders/{id}/invoice');

    await opened.details.getByLabel('Stack trace', { exact: true }).waitFor();
  });

  it('open by keys', LIMIT, async () => {
    await trace(order, callOf('GET /ping'));
    const { page, row, resources, list, spans, details } = await fixed.open();
    await row(ORDER).waitFor();
    assert.deepEqual(await resources.allTextContents(), ['GET /ping', ORDER]);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await spans.nth(namesOfOrder.length - 1).waitFor();
    assert.equal(await list.locator('[aria-selected=true] .resource').textContent(), ORDER);
    await spans.first().focus();
    await page.keyboard.press('ArrowDown');
    await details.getByRole('heading', { name: namesOfOrder[1] }).waitFor();
    assert.equal(await spans.nth(1).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('w');
    await page.getByRole('button', { name: 'Flame graph', pressed: true }).waitFor();
  });
});
