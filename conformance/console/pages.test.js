// SPDX-License-Identifier: Apache-2.0
// Every page draws what a running shop sends, in light and dark. A picture of each is left in target/console.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { violations } from './accessibility.js';
import { fixture, LIMIT } from './fixture.js';
import { sendFlare, sendMetrics, sendPayloads } from './products.js';
import { startShop } from './programs.js';
import { calls, make } from './shop.js';
import { waitUntil } from './waiting.js';

const PICTURES = 'target/console';
const ROUNDS = 3;

const TEXTS = {
  'metric-tag': 'env:demo', member: 'ada', event: 'Deployed',
  'event-text': 'Version 1.0.1 is out', 'event-tag': 'team:shop', check: 'warehouse.reachable', 'check-tag': 'env:demo',
  'check-message': 'slow', case: '12345', email: 'ada@example.com', 'flare-host': 'laptop', source: 'tracer_java',
  llm: 'span', 'llm-name': 'answer a question', form: 'symdb', file: 'event.json', part: '<html></html>',
};

/** What can be seen on a page once it is drawn, and what is done before the picture is taken. */
const PAGES = {
  Traces: { text: 'GET /orders/{id}', then: opened => opened.openTrace('8 spans') },
  'Service map': { text: 'h2', then: ({ page }) => page.getByRole('button', { name: /^shop/ }).click() },
  Statistics: { text: 'GET /orders/{id}' },
  Metrics: { text: 'orders.open' },
  Telemetry: { text: 'shop', then: opened => follow(opened, /^Settings/, 'DD_SERVICE') },
  'Remote configuration': { text: 'sampling-rate' },
  Flares: { text: 'tracer.log', then: opened => follow(opened, 'tracer.log', 'INFO started') },
  Payloads: { text: 'llm', then: opened => follow(opened, '/api/v2/llmobs', '"span"') },
  Problems: { text: 'is not JSON' },
};

async function follow({ main }, name, text) {
  await main.getByRole('link', { name }).click();
  await main.getByText(text).filter({ visible: true }).first().waitFor();
}

describe('every page', () => {
  const fixed = fixture(() => startShop('--dd.remote-config.poll-interval-seconds=0.5'));

  before(async () => {
    const { agent, shopUrl } = fixed;
    mkdirSync(PICTURES, { recursive: true });
    for (let round = 0; round < ROUNDS; round++) for (const call of calls) await make(shopUrl, call);
    const text = place => TEXTS[place];
    await sendMetrics(agent, text);
    await sendFlare(agent, text, { 'tracer.log': 'INFO started\n', 'initial_config.txt': 'dd.service=shop\n' });
    await sendPayloads(agent, text);
    await agent.send('POST', '/debugger/v1/input', '{"half":', { 'Content-Type': 'application/json' });
    await agent.send('PUT', '/api/remote-config/APM_TRACING/sampling-rate',
        '{"service_target":{"service":"*","env":"*"},"lib_config":{"tracing_sampling_rate":0.5}}');
    await waitUntil(async () => (await agent.json('/api/traces')).kept >= ROUNDS * calls.length, 'the traces');
    await waitUntil(async () => (await agent.json('/api/telemetry')).runtimes[0]?.service, 'telemetry of the shop');
    await waitUntil(async () => (await agent.json('/api/stats')).resources.length > 0, 'statistics');
    await waitUntil(async () => (await agent.json('/api/remote-config')).clients[0]?.states[0]?.state === 'acknowledged',
        'the shop to take the configuration');
  }, LIMIT);

  for (const colorScheme of ['light', 'dark']) {
    it(`is drawn in ${colorScheme}`, LIMIT, async () => {
      const opened = await fixed.open({ colorScheme });
      const titles = await opened.titles();
      assert.deepEqual(titles.filter(title => !(title in PAGES)), [], 'pages without an expectation');
      for (const title of titles) {
        const { text, then } = PAGES[title];
        await opened.show(title);
        await opened.main.getByText(text).filter({ visible: true }).first().waitFor();
        await then?.(opened);
        const isTooWide = await opened.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!isTooWide, `${title} is wider than the window`);
        assert.equal(await isDark(opened.page), colorScheme === 'dark', `${title} in ${colorScheme}`);
        assert.deepEqual(await violations(opened.page), [], `${title} in ${colorScheme}`);
        if (colorScheme === 'light') await takePicture(opened.page, routeOf(opened.page));
      }
    });
  }

  it('of traces has a flame graph', LIMIT, async () => {
    const { page, openTrace, trace } = await fixed.open();
    await openTrace('8 spans');
    await trace.getByRole('button', { name: 'Flame graph' }).click();
    await trace.locator('.box').nth(7).waitFor();
    await takePicture(page, 'flame');
  });
});

function takePicture(page, name) {
  return page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** The name of the page in the address. */
function routeOf(page) {
  return new URL(page.url()).hash.split('/')[1] ?? 'traces';
}

/** Whether texts are lighter than what they stand on. */
function isDark(page) {
  return page.evaluate(() => {
    const style = getComputedStyle(document.body);
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const lightness = colour => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part);
    };
    return lightness(style.color) > lightness(style.backgroundColor);
  });
}
