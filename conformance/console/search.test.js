// SPDX-License-Identifier: Apache-2.0
// The search for traces.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startAgent } from './programs.js';
import { trace } from './traces.js';

const MILLI = 1_000_000;

function traces() {
  return [
    trace({ resource: 'GET /orders', meta: { 'customer.name': 'Ada Lovelace' }, duration: 5 * MILLI }),
    trace({ resource: 'GET /orders/{id}', error: 1, meta: { 'error.type': 'OutOfStock' }, duration: 700 * MILLI }),
    trace({ service: 'stock', resource: 'PUT /shelf', duration: 40 * MILLI },
        { service: 'database', name: 'db.query', resource: 'select amount from shelf' }),
  ];
}

describe('the search', () => {
  const fixed = fixture(startAgent);
  let sent;
  before(async () => {
    sent = traces();
    await fixed.agent.traces(sent);
  });

  async function finds(text, resources) {
    const { page, search, rows, summary } = await fixed.open();
    await rows.nth(2).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(text);
    await summary.filter({ hasText: `${resources.length || 'None'} of 3 traces` }).waitFor();
    assert.equal(await search.inputValue(), text);
    assert.deepEqual((await rows.locator('.resource').allTextContents()).sort(), [...resources].sort());
  }

  for (const [text, ...resources] of [
    ['LOVELACE', 'GET /orders'],
    ['customer.name:Ada', 'GET /orders'],
    ['amount shelf', 'PUT /shelf'],
    ['status:error', 'GET /orders/{id}'],
    ['duration:>30ms', 'GET /orders/{id}', 'PUT /shelf'],
    ['duration:>30ms status:ok', 'PUT /shelf'],
    ['resource:"GET /orders/{"', 'GET /orders/{id}'],
    ['service:data', 'PUT /shelf'],
    ['nobody knows this'],
  ]) {
    it(`finds ${text}`, LIMIT, () => finds(text, resources));
  }

  it('finds the id of a span as it stands in logs', LIMIT, () =>
    finds(String(sent[1][0].span_id), ['GET /orders/{id}']));

  it('narrows down to a service and comes back', LIMIT, async () => {
    const { page, service, rows, summary } = await fixed.open();
    await rows.nth(2).waitFor();

    await service.selectOption('database');

    await summary.filter({ hasText: '1 of 3 traces' }).waitFor();
    assert.deepEqual(await rows.locator('.resource').allTextContents(), ['PUT /shelf']);
    await page.reload();
    await summary.filter({ hasText: '1 of 3 traces' }).waitFor();
    await service.selectOption('All services');
    await rows.nth(2).waitFor();
  });
});
