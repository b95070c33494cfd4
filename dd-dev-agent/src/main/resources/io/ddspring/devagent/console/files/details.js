// Everything about one span.

import { el } from './dom.js';
import { dateAndClock, decimalId, duration, prettyJson, serviceClass } from './format.js';

const ERROR_TAGS = ['error.type', 'error.message', 'error.stack'];

/** Fills `root` with the span of a tree node. */
export function showDetails(root, node, trace) {
  const { span } = node;
  const internal = name => name.startsWith('_');
  const tags = Object.entries(span.meta).filter(([name]) => !ERROR_TAGS.includes(name));
  root.replaceChildren(...[
    el('h3', {}, span.name, span.error ? el('span', { className: 'badge bad', textContent: 'error' }) : null),
    el('p', { className: 'full-resource', textContent: span.resource }),
    facts(node, trace),
    error(span),
    table('Tags', tags.filter(([name]) => !internal(name))),
    table('Numbers', Object.entries(span.metrics).filter(([name]) => !internal(name))),
    list('Links', [...span.links, ...embedded(span, '_dd.span_links')]),
    list('Events', [...span.events, ...embedded(span, 'events')]),
    list('Structured tags', Object.entries(span.metaStruct).map(([name, value]) => ({ [name]: value }))),
    table('Internal', [
      ...tags.filter(([name]) => internal(name)),
      ...Object.entries(span.metrics).filter(([name]) => internal(name)),
    ]),
  ].filter(section => section !== null));
  root.scrollTop = 0;
}

function facts({ span, selfNanos }, trace) {
  const share = trace.durationNanos > 0 ? ` (${Math.round(100 * span.durationNanos / trace.durationNanos)} %)` : '';
  const rows = [
    ['Service', el('span', {}, el('span', { className: `dot ${serviceClass(span.service)}` }), span.service)],
    ['Type', span.type || '–'],
    ['Duration', duration(span.durationNanos) + share],
    ['Self', duration(selfNanos)],
    ['Start', `${dateAndClock(span.startMicros)} (+${duration(span.offsetNanos)})`],
    ['Span id', id(span.spanId)],
    ['Parent id', span.parentId ? id(span.parentId) : '–'],
  ];
  return el('dl', { className: 'facts' }, ...rows.flatMap(([name, value]) => [el('dt', { textContent: name }), el('dd', {}, value)]));
}

function id(hex) {
  return el('span', {}, el('code', { textContent: hex }), el('span', { className: 'quiet', textContent: ` ${decimalId(hex)}` }));
}

function error(span) {
  const [type, message, stack] = ERROR_TAGS.map(name => span.meta[name]);
  if (!type && !message && !stack) return null;
  return el('section', { className: 'error' },
      el('h4', { textContent: type ?? 'Error' }),
      message ? el('p', { textContent: message }) : null,
      stack ? el('pre', { tabIndex: 0, textContent: stack, 'aria-label': 'Stack trace' }) : null);
}

function table(title, entries) {
  if (entries.length === 0) return null;
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return el('section', {},
      el('h4', { textContent: title }),
      el('table', {}, el('tbody', {}, ...sorted.map(([name, value]) =>
        el('tr', {}, el('th', { scope: 'row', textContent: name }), el('td', {}, cell(String(value))))))));
}

function cell(value) {
  const json = prettyJson(value);
  return json === null ? value : el('pre', { textContent: json });
}

function list(title, values) {
  if (values.length === 0) return null;
  return el('section', {},
      el('h4', { textContent: title }),
      ...values.map(value => el('pre', { textContent: JSON.stringify(value, null, 2) })));
}

/** Links or events that came as JSON text in a tag. */
function embedded(span, tag) {
  try {
    const values = JSON.parse(span.meta[tag] ?? '[]');
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}
