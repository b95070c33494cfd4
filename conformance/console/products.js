// SPDX-License-Identifier: Apache-2.0
// Sends what the products of a tracer send besides traces. Every text comes from the caller.

import dgram from 'node:dgram';
import { promisify } from 'node:util';
import { zip } from './zip.js';
import { waitUntil } from './waiting.js';

/** What a runtime reports of itself; `text(place)` gives the text for a place. */
export async function sendTelemetry(agent, text) {
  const runtimeId = text('runtime');
  const report = (sequence, type, payload) => agent.telemetry({
    api_version: 'v2', request_type: type, tracer_time: Math.floor(Date.now() / 1000), runtime_id: runtimeId, seq_id: sequence,
    application: {
      service_name: text('service'), env: text('env'), service_version: text('version'), tracer_version: text('tracer'),
      language_name: 'jvm', language_version: '17',
    },
    host: { hostname: text('host') },
    payload,
  });
  await report(1, 'app-started', {
    products: { [text('product')]: { enabled: false, error: { code: 1, message: text('product-error') } } },
    configuration: [{ name: text('setting'), value: text('value'), origin: 'env_var', seq_id: 1 }],
  });
  await report(2, 'message-batch', [
    ['app-integrations-change', {
      integrations: [{
        name: text('integration'), enabled: false, version: text('integration-version'), error: text('integration-error'),
      }],
    }],
    ['app-dependencies-loaded', { dependencies: [{ name: text('dependency'), version: text('dependency-version') }] }],
    ['app-endpoints', {
      is_first: true,
      endpoints: [{
        method: 'GET', path: text('endpoint'), operation_name: 'http.request', resource_name: text('endpoint'),
        metadata: { handler: text('handler') },
      }],
    }],
    ['logs', {
      logs: [{ message: text('log'), level: 'ERROR', tags: text('log-tags'), stack_trace: text('log-stack'), count: 1 }],
    }],
    ['generate-metrics', {
      namespace: 'tracers',
      series: [{
        metric: text('telemetry-metric'), type: 'count', points: [[1, 2]], tags: [text('telemetry-tag')], common: true,
      }],
    }],
  ].map(([type, payload]) => ({ request_type: type, payload })));
}

/** Metrics, an event and a service check by DogStatsD, in which names of metrics cannot be any text. */
export async function sendMetrics(agent, text) {
  const now = Math.floor(Date.now() / 1000);
  const title = text('event');
  const content = text('event-text');
  const lengths = [title, content].map(part => Buffer.byteLength(part));
  await sendLines(agent, [
    ...[3, 7, 5, 9, 8].map((value, index) => `orders.open:${value}|g|#${text('metric-tag')}|T${now - 40 + 10 * index}`),
    `customers:${text('member')}|s`,
    `_e{${lengths}}:${title}|${content}|t:warning|#${text('event-tag')}`,
    `_sc|${text('check')}|1|#${text('check-tag')}|m:${text('check-message')}`,
  ]);
  await waitUntil(async () => (await agent.json('/api/metrics')).checks.length > 0, 'the last one of the metrics');
}

/** Sends lines of DogStatsD, each in a datagram of its own. */
export async function sendLines(agent, lines) {
  const { port } = await agent.json('/api/metrics');
  const socket = dgram.createSocket('udp4');
  const send = promisify(socket.send.bind(socket));
  try {
    for (const line of lines) await send(line, port, '127.0.0.1');
  } finally {
    socket.close();
  }
}

export function sendFlare(agent, text, entries) {
  return agent.sendForm('/tracer_flare/v1', {
    source: text('source'), case_id: text('case'), email: text('email'), hostname: text('flare-host'),
    flare_file: { content: zip(entries), type: 'application/octet-stream', fileName: 'flare.zip' },
  });
}

/** A poll of a client for which nothing but errors came of a configuration. */
export function poll(agent, text) {
  return agent.sendJson('/v0.7/config', {
    client: {
      id: text('client'), products: [text('rc-product')], is_tracer: true, capabilities: 'EAA=',
      client_tracer: {
        runtime_id: text('rc-runtime'), language: 'java', tracer_version: '1', service: text('rc-service'),
        env: text('rc-env'), app_version: text('rc-version'),
      },
      state: {
        root_version: 1, targets_version: 0, has_error: true, error: text('rc-error'),
        config_states: [{
          id: text('rc-id'), version: 1, product: 'APM_TRACING', apply_state: 3, apply_error: text('rc-apply-error'),
        }],
      },
    },
    cached_target_files: [],
  });
}

/** Payloads of products without a page: JSON, a form, and one that is broken. */
export async function sendPayloads(agent, text) {
  await agent.sendJson('/evp_proxy/v2/api/v2/llmobs',
      [{ event_type: text('llm'), spans: [{ name: text('llm-name') }] }], { 'X-Datadog-EVP-Subdomain': 'llmobs-intake' });
  await agent.sendForm('/symdb/v1/input', {
    event: { content: JSON.stringify({ type: text('form') }), type: 'application/json', fileName: text('file') },
    other: { content: text('part'), type: 'text/html', fileName: 'page.html' },
  });
}
