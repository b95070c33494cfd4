// Everything about one span.

import { copyButton } from '../copy.js';
import { el, update } from '../dom.js';
import { dateAndClock, decimalId, duration, parsedJson, percent, serviceClass } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { factList } from '../parts.js';
import { eventsOf, linksOf } from './extras.js';

const ERROR_TAGS = ['error.type', 'error.message', 'error.stack'];
const JSON_TAGS = ['_dd.span_links', 'events'];

/** Fills `root` with the span of a tree node; what is unfolded stays so while the span is the same one. */
export function showDetails(root, node, trace) {
  const { span } = node;
  const shown = `${trace.traceId}/${node.key}`;
  if (root.dataset.span !== shown) root.replaceChildren();
  root.dataset.span = shown;
  const isInternal = ([name]) => name.startsWith('_');
  const tags = Object.entries(span.meta).filter(([name]) => !ERROR_TAGS.includes(name) && !JSON_TAGS.includes(name));
  const numbers = Object.entries(span.metrics);
  update(root,
      el('h3', {}, span.name, span.error ? el('span', { className: 'badge bad', textContent: 'error' }) : null),
      el('p', { className: 'full-resource', textContent: span.resource }),
      facts(node, trace),
      error(span),
      table('Tags', tags.filter(entry => !isInternal(entry))),
      table('Numbers', numbers.filter(entry => !isInternal(entry))),
      linksOf(span),
      eventsOf(span, trace),
      structured(span),
      correlation(span, trace),
      table('Internal', [...tags, ...numbers].filter(isInternal)),
      el('p', {}, copyButton(() => JSON.stringify(span, null, 2), 'the span as JSON', 'copy span as JSON')));
}

function facts({ span, selfNanos }, trace) {
  return factList([
    ['Service', el('span', {}, el('span', { className: `dot ${serviceClass(span.service)}` }), span.service)],
    ['Type', span.type || '–'],
    ['Duration', `${duration(span.durationNanos)} (${percent(span.durationNanos, trace.durationNanos)})`],
    ['Self', duration(selfNanos)],
    ['Start', `${dateAndClock(span.startMicros)} (+${duration(span.offsetNanos)})`],
    ['Span id', id(span.spanId, 'the span id')],
    ['Parent id', span.parentId ? id(span.parentId, 'the parent id') : '–'],
  ]);
}

function id(hex, what) {
  return el('span', {}, el('code', { textContent: hex }), ' ', copyButton(hex, what));
}

function error(span) {
  const [type, message, stack] = ERROR_TAGS.map(name => span.meta[name]);
  if (!type && !message && !stack) return null;
  return el('section', { className: 'error' },
      el('h4', { textContent: type ?? 'Error' }),
      message ? el('p', { textContent: message }) : null,
      stack ? el('pre', { tabIndex: 0, textContent: stack, 'aria-label': 'Stack trace' }) : null,
      stack ? copyButton(stack, 'the stack trace') : null);
}

function table(title, entries) {
  if (entries.length === 0) return null;
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return el('section', { 'data-key': title },
      el('h4', { textContent: title }),
      el('table', {}, el('tbody', {}, sorted.map(([name, value]) =>
        el('tr', { 'data-key': name }, el('th', { scope: 'row', textContent: name }), cell(name, String(value)))))));
}

function cell(name, value) {
  const json = parsedJson(value);
  return el('td', {}, json === null ? el('span', { textContent: value }) : jsonTree(json), ' ', copyButton(value, name));
}

function structured(span) {
  const entries = Object.entries(span.metaStruct);
  if (entries.length === 0) return null;
  return el('section', { 'data-key': 'structured' }, el('h4', { textContent: 'Structured tags' }),
      entries.map(([name, value]) => el('div', { 'data-key': name }, el('h5', { textContent: name }), jsonTree(value))));
}

/** What stands in the log lines that were written while this span was the current one. */
function correlation(span, trace) {
  const lower = trace.traceId.slice(-16);
  const pair = `dd.trace_id=${trace.traceId} dd.span_id=${decimalId(span.spanId)}`;
  return el('section', { 'data-key': 'correlation' }, el('h4', { textContent: 'In logs' }), factList([
    ['dd.trace_id', el('span', {}, el('code', { textContent: trace.traceId }), ' ', copyButton(trace.traceId, 'the trace id'))],
    ['in decimal', el('code', { textContent: decimalId(lower) })],
    ['dd.span_id', el('code', { textContent: decimalId(span.spanId) })],
  ]), copyButton(pair, 'both ids', 'copy both'));
}
