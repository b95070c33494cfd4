// SPDX-License-Identifier: Apache-2.0
// Settings of the running shop are changed in the console and taken back.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startShop } from './programs.js';
import { callOf, make } from './shop.js';
import { waitUntil } from './waiting.js';

const PING = callOf('GET /ping');
const CHANGES = { tracing_sampling_rate: 1, tracing_tags: ['team:console'] };

describe('remote configuration', () => {
  const fixed = fixture(() => startShop('--dd.remote-config.poll-interval-seconds=0.2'));

  /** What a new trace's root says of the settings. */
  async function observed() {
    await fixed.agent.send('DELETE', '/api/traces');
    await make(fixed.shopUrl, PING);
    const [{ traceId }] = await waitUntil(async () => {
      const { traces } = await fixed.agent.json('/api/traces?q=resource:/ping');
      return traces.length > 0 && traces;
    }, 'a trace of the call');
    const { meta } = (await fixed.agent.json(`/api/traces/${traceId}`)).spans[0];
    return { team: meta.team, decidedBy: meta['_dd.p.dm'] };
  }

  async function offer(page, id, content) {
    await page.getByLabel('Product').fill('APM_TRACING');
    await page.getByLabel('Id', { exact: true }).fill(id);
    await page.getByRole('textbox', { name: 'Configuration' }).fill(content);
    await page.getByRole('button', { name: 'Offer to all clients' }).click();
  }

  it('changes the shop until it is taken back', LIMIT, async () => {
    const before = await observed();
    assert.equal(before.team, undefined);
    const opened = await fixed.open();
    const { page, main } = opened;
    await opened.show('Remote configuration');
    await main.getByRole('heading', { name: 'shop' }).waitFor();

    const target = { service: '*', env: '*' };
    await offer(page, 'from-the-page', JSON.stringify({ service_target: target, lib_config: CHANGES }));

    const state = main.getByRole('row').filter({ hasText: 'from-the-page' });
    await state.filter({ hasText: 'acknowledged' }).filter({ hasNotText: 'unacknowledged' }).waitFor();
    await main.getByRole('region', { name: 'Offered' }).getByText('1 acknowledged').waitFor();
    assert.deepEqual(await observed(), { team: 'console', decidedBy: '-3' });

    await main.getByRole('button', { name: 'Take back' }).click();
    await main.getByText('Nothing: clients use their own settings.').waitFor();
    await state.waitFor({ state: 'detached' });
    assert.deepEqual(await observed(), before);
  });

  it('that the shop refuses is shown with the reason', LIMIT, async () => {
    const opened = await fixed.open();
    const { page, main } = opened;
    await opened.show('Remote configuration');

    await offer(page, 'refused', '{"lib_config": {"tracing_sampling_rate": "often"}}');

    const state = main.getByRole('row').filter({ hasText: 'refused' });
    await state.filter({ hasText: 'error' }).filter({ hasText: 'tracing_sampling_rate' }).waitFor();
    await main.getByRole('button', { name: 'Take back' }).click();
    await state.waitFor({ state: 'detached' });
  });

  it('that is no JSON is not offered', LIMIT, async () => {
    const opened = await fixed.open();
    const { page, main } = opened;
    await opened.show('Remote configuration');

    await offer(page, 'broken', '{"lib_config":');

    await main.getByRole('alert').filter({ hasText: 'Not JSON' }).waitFor();
    assert.deepEqual((await fixed.agent.json('/api/remote-config')).configs, []);
  });
});
