// SPDX-License-Identifier: Apache-2.0
// Makes traces in the form of version 0.4.

const NANOS_OF_MILLI = 1_000_000n;

let lastId = BigInt(Date.now()) * 1000n;

function newId() {
  lastId += 1n;
  return lastId;
}

/** A chunk: the first span is the root, the others are its children. Fields that are not given are made up. */
export function trace(root, ...children) {
  const traceId = newId();
  const rootId = newId();
  const start = BigInt(Date.now()) * NANOS_OF_MILLI;
  return [root, ...children].map((fields, index) => ({
    service: 'orders',
    name: 'web.request',
    resource: 'GET /orders',
    type: 'web',
    trace_id: traceId,
    span_id: index === 0 ? rootId : newId(),
    parent_id: index === 0 ? 0n : rootId,
    start: start + BigInt(index) * NANOS_OF_MILLI,
    duration: index === 0 ? 20_000_000 : 1_000_000,
    error: 0,
    meta: {},
    metrics: index === 0 ? { '_dd.top_level': 1 } : {},
    ...fields,
  }));
}
