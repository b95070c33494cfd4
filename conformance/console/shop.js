// SPDX-License-Identifier: Apache-2.0
// The calls to the shop and the traces that they make.

import { readFileSync } from 'node:fs';

const { calls, 'start-up': startUp } = JSON.parse(readFileSync('conformance/expected-trees.json', 'utf8'));

export { calls, startUp };

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
export function namesOf({ is, name, children = [] }) {
  return [name ?? is, ...children.flatMap(namesOf)];
}
