// SPDX-License-Identifier: Apache-2.0
// Whatever is sent stays text: markup and addresses of scripts in every field that the console shows.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { encode } from '@msgpack/msgpack';
import { fixture, LIMIT } from './fixture.js';
import { poll, sendFlare, sendLines, sendMetrics, sendPayloads, sendTelemetry } from './products.js';
import { startAgent } from './programs.js';
import { trace } from './traces.js';
import { waitUntil } from './waiting.js';

const ATTACK = '"><img src=x onerror=window.wasRun=1><script>window.wasRun=1</script>';
const SHOWN_MILLIS = 10_000;
const SCRIPT = 'javascript:window.wasRun=1';

/** An attack that tells where it was put. */
function text(place) {
  return `${place}${ATTACK}`;
}

function attackingTrace() {
  const embedded = [{ trace_id: SCRIPT, span_id: SCRIPT, attributes: { [text('embedded-key')]: text('embedded-value') } }];
  return trace({
    service: text('trace-service'), name: text('name'), resource: text('resource'), type: text('type'), error: 1,
    meta: {
      [text('tag')]: text('tag-value'), 'http.url': SCRIPT, 'http.status_code': text('status'),
      'error.type': text('error-type'), 'error.message': text('error-message'), 'error.stack': text('error-stack'),
      json: JSON.stringify({ [text('json-key')]: text('json-value') }),
      '_dd.span_links': JSON.stringify(embedded),
      events: JSON.stringify([
        { name: text('embedded-event'), time_unix_nano: 1, attributes: { a: text('embedded-attribute') } },
      ]),
    },
    metrics: { '_dd.top_level': 1, [text('number')]: 1 },
    meta_struct: { [text('struct')]: encode({ [text('struct-key')]: text('struct-value') }) },
    span_links: [{
      trace_id: 1n, span_id: 2n, attributes: { [text('link-key')]: text('link-value') }, tracestate: text('state'),
    }],
    span_events: [{
      name: text('event-name'), time_unix_nano: 1n,
      attributes: {
        'exception.stacktrace': { type: 0, string_value: text('event-stack') },
        [text('attribute')]: { type: 0, string_value: text('attribute-value') },
      },
    }],
  }, { service: text('called'), name: text('child'), resource: SCRIPT });
}

/** What is on a page for these places, wherever it stands in it. */
async function assertIsText({ page, main }, places) {
  let missing = places;
  await waitUntil(async () => {
    await main.locator('.json details').evaluateAll(folded => folded.forEach(details => { details.open = true; }));
    // JSON writes quotation marks with backslashes, and names of files in forms have them encoded.
    const shown = (await main.innerText()).replaceAll('\\', '').replaceAll('%22', '"').toLowerCase();
    missing = places.filter(place => !shown.includes(text(place).toLowerCase()));
    return missing.length === 0;
  }, 'all texts', SHOWN_MILLIS).catch(() => assert.deepEqual(missing, [], 'texts that are not to be seen'));
  const { wasRun, alien, links } = await page.evaluate(() => ({
    wasRun: window.wasRun,
    alien: document.querySelectorAll('main :is(img, script, iframe, object, embed, base, meta, form[action])').length,
    links: [...document.links].map(link => link.protocol),
  }));
  assert.equal(wasRun, undefined);
  assert.equal(alien, 0, 'no element comes from a text');
  assert.deepEqual(links.filter(protocol => protocol !== 'http:'), []);
}

describe('what is sent stays text', () => {
  const fixed = fixture(startAgent);

  before(async () => {
    const { agent } = fixed;
    await agent.traces([attackingTrace()]);
    await sendTelemetry(agent, text);
    await sendMetrics(agent, text);
    await sendLines(agent, [`${text('metric')}:1|c`]);
    const json = JSON.stringify({ a: text('entry-json') });
    await sendFlare(agent, text, { [text('entry')]: text('entry-text'), 'entry.json': json });
    await poll(agent, text);
    await agent.send('PUT', '/api/remote-config/APM_TRACING/attack',
        JSON.stringify({ [text('config-key')]: text('config-value') }));
    await sendPayloads(agent, text);
  }, LIMIT);

  it('in traces', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.openTrace('resource"');
    await assertIsText(opened, ['trace-service', 'name', 'resource', 'status', 'type', 'tag', 'tag-value', 'number']);
    await assertIsText(opened, ['struct', 'struct-key', 'struct-value']);
    await assertIsText(opened, ['error-type', 'error-message', 'error-stack', 'json-key', 'json-value']);
    await assertIsText(opened, ['link-key', 'link-value', 'state', 'embedded-key', 'embedded-value']);
    await assertIsText(opened, ['event-name', 'event-stack', 'attribute', 'attribute-value']);
    await assertIsText(opened, ['embedded-event', 'embedded-attribute']);
    await opened.spans.nth(1).click();
    await assertIsText(opened, ['called', 'child']);
    await opened.trace.getByRole('button', { name: 'Flame graph' }).click();
    await opened.trace.locator('.box').first().click();
    await assertIsText(opened, ['name', 'resource']);
  });

  it('in what is searched for', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.search.fill(ATTACK);
    await opened.page.waitForURL(/\bq=/);
    await opened.page.reload();
    await opened.row('resource"').waitFor();
    assert.equal(await opened.search.inputValue(), ATTACK);
    await assertIsText(opened, ['resource']);
  });

  it('in the service map', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.show('Service map');
    await opened.main.getByRole('button', { name: /^trace-service/ }).click();
    await assertIsText(opened, ['trace-service', 'called']);
  });

  it('in telemetry', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.show('Telemetry');
    await assertIsText(opened, ['service', 'env', 'version', 'tracer', 'runtime', 'product', 'product-error']);
    for (const [section, ...places] of [
      ['Settings', 'setting', 'value'],
      ['Integrations', 'integration', 'integration-version', 'integration-error'],
      ['Dependencies', 'dependency', 'dependency-version'],
      ['Endpoints', 'endpoint', 'handler'],
      ['Logs', 'log', 'log-tags'],
      ['Metrics', 'telemetry-metric', 'telemetry-tag'],
      ['Messages'],
    ]) {
      await opened.main.getByRole('link', { name: new RegExp(`^${section}`) }).click();
      if (section === 'Logs') {
        await opened.main.getByText('Stack trace').click();
        places.push('log-stack');
      }
      await assertIsText(opened, places);
    }
  });

  it('in flares', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.show('Flares');
    await assertIsText(opened, ['flare-host', 'email', 'source', 'case', 'entry']);
    await opened.main.getByRole('link', { name: 'entry"' }).click();
    await assertIsText(opened, ['entry-text']);
    await opened.main.getByRole('link', { name: 'entry.json' }).click();
    await assertIsText(opened, ['entry-json']);
  });

  it('in payloads', LIMIT, async () => {
    const opened = await fixed.open();
    await opened.show('Payloads');
    await opened.main.getByRole('link', { name: '/api/v2/llmobs' }).click();
    await assertIsText(opened, ['llm', 'llm-name']);
    await opened.main.getByRole('link', { name: '/symdb/v1/input' }).click();
    await assertIsText(opened, ['form', 'file', 'part']);
  });

  for (const [title, ...places] of [
    ['Statistics', 'trace-service', 'resource', 'name'],
    ['Metrics', 'metric-tag', 'member', 'event', 'event-text', 'event-tag', 'check', 'check-tag', 'check-message'],
    ['Remote configuration', 'rc-service', 'rc-env', 'rc-version', 'rc-runtime', 'rc-product', 'rc-error', 'rc-id', 'rc-apply-error',
      'config-key', 'config-value'],
    ['Problems', 'case', 'metric'],
  ]) {
    it(`in ${title.toLowerCase()}`, LIMIT, async () => {
      const opened = await fixed.open();
      await opened.show(title);
      await assertIsText(opened, places);
    });
  }

  it('and markup would be noticed', LIMIT, async () => {
    const { page, main, faults } = await fixed.open();
    await main.evaluate((element, markup) => { element.innerHTML = markup; }, ATTACK);
    await waitUntil(() => faults.some(fault => fault.includes('against the policy')), 'a violation of the policy');
    faults.splice(0);
    await assert.rejects(assertIsText({ page, main }, []), /no element comes from a text/);
    await page.evaluate(() => { location.href = 'http://127.0.0.1:9/'; }).catch(() => {});
    await waitUntil(() => faults.some(fault => fault.includes('another origin')), 'a request to another origin');
    faults.splice(0);
  });
});
