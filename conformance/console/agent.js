// SPDX-License-Identifier: Apache-2.0
// Talks to the development agent as tracers and scripts do.

import { encode } from '@msgpack/msgpack';

const TELEMETRY = '/telemetry/proxy/api/v2/apmtelemetry';

export class Agent {
  constructor(url) {
    this.url = url;
  }

  async send(method, path, body, headers = {}) {
    const answer = await fetch(this.url + path, { method, body, headers, signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async json(path) {
    return (await this.send('GET', path)).json();
  }

  /** Sends chunks, arrays of spans in the form of version 0.4. */
  traces(chunks) {
    return this.send('POST', '/v0.4/traces', encode(chunks, { useBigInt64: true }), {
      'Content-Type': 'application/msgpack', 'X-Datadog-Trace-Count': String(chunks.length),
    });
  }

  telemetry(message) {
    return this.sendJson(TELEMETRY, message, {
      'DD-Telemetry-API-Version': 'v2',
      'DD-Telemetry-Request-Type': message.request_type,
      'DD-Client-Library-Language': 'jvm',
      'DD-Client-Library-Version': '1.0.0',
      'DD-Session-ID': message.runtime_id,
    });
  }

  sendJson(path, document, headers = {}) {
    return this.send('POST', path, JSON.stringify(document), { 'Content-Type': 'application/json', ...headers });
  }

  sendForm(path, fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([value.content], { type: value.type }), value.fileName);
    }
    return this.send('POST', path, form);
  }
}
