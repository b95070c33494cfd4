// SPDX-License-Identifier: Apache-2.0
// The calls to the shop and the traces that they make.

import { readFileSync } from 'node:fs';

const { calls, kinds } = JSON.parse(readFileSync('conformance/expected-trees.json', 'utf8'));

export { calls };

/** The call that makes a trace with this resource. */
export function callOf(resource) {
  return calls.find(call => call.span.resource === resource);
}

export async function make(shopUrl, { request, body, status }) {
  const [method, target] = request.split(/ (.*)/s);
  const answer = await fetch(shopUrl + target, {
    method,
    body: body && JSON.stringify(body),
    headers: body ? { 'Content-Type': 'application/json' } : {},
    signal: AbortSignal.timeout(30_000),
  });
  await answer.arrayBuffer();
  if (answer.status !== status) throw new Error(`${request}: ${answer.status} instead of ${status}`);
}

/** The names of all spans of an expected tree. */
export function namesOf(span) {
  return [nameOf(span), ...(span.children ?? []).flatMap(namesOf)];
}

function nameOf({ name, is }) {
  return name ?? nameOf(kinds[is]);
}
