// Links and events of a span, native ones and those that came as JSON text in a tag.

import { el } from '../dom.js';
import { duration } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { address } from '../router.js';

const TRACE_ID = /^([0-9a-f]{16}){1,2}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;

/** Null when the span has none. */
export function linksOf(span) {
  const links = [...span.links, ...embedded(span, '_dd.span_links')].map(link => ({
    traceId: String(link.traceId ?? link.trace_id ?? ''),
    spanId: String(link.spanId ?? link.span_id ?? ''),
    rest: without(link, ['traceId', 'spanId', 'trace_id', 'span_id']),
  }));
  if (links.length === 0) return null;
  return el('section', { 'data-key': 'links' }, el('h4', { textContent: 'Links' }),
      links.map(link => el('div', { className: 'extra' }, el('p', {}, target(link)), more(link.rest))));
}

/** Null when the span has none. */
export function eventsOf(span, trace) {
  const events = [...span.events, ...embedded(span, 'events')].map(event => ({
    name: String(event.name ?? ''),
    micros: event.timeMicros ?? (event.time_unix_nano ?? 0) / 1000,
    stack: event.attributes?.['exception.stacktrace'],
    rest: without(event.attributes ?? {}, ['exception.stacktrace']),
  }));
  if (events.length === 0) return null;
  return el('section', { 'data-key': 'events' }, el('h4', { textContent: 'Events' }),
      events.map(event => el('div', { className: 'extra' },
          el('p', {}, el('strong', { textContent: event.name }),
              el('span', { className: 'quiet', textContent: ` +${duration((event.micros - trace.startMicros) * 1000)}` })),
          more(event.rest),
          event.stack ? el('pre', { tabIndex: 0, textContent: String(event.stack), 'aria-label': 'Stack trace' }) : null)));
}

function target({ traceId, spanId }) {
  const text = `${traceId} / ${spanId}`;
  if (!TRACE_ID.test(traceId)) return el('code', { textContent: text });
  const href = address('traces', [traceId, SPAN_ID.test(spanId) ? spanId : '']);
  return el('a', { href, title: 'Go to the linked span' }, el('code', { textContent: text }));
}

function more(values) {
  return Object.keys(values).length > 0 ? jsonTree(values) : null;
}

function without(object, names) {
  return Object.fromEntries(Object.entries(object).filter(([name, value]) => !names.includes(name) && !isEmpty(value)));
}

function isEmpty(value) {
  return value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function embedded(span, tag) {
  try {
    const values = JSON.parse(span.meta[tag] ?? '[]');
    return Array.isArray(values) ? values.filter(value => value !== null && typeof value === 'object') : [];
  } catch {
    return [];
  }
}
