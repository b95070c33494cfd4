// The list of traces: a listbox with one tab stop, changed in place so that focus and scroll position stay.

import { el, moveFocus } from './dom.js';
import { clock, duration, plural, serviceClass } from './format.js';

const PAGE = 10;

export class TraceList {
  #root;
  #onSelect;
  #rows = new Map();
  #selected = null;

  constructor(root, onSelect) {
    this.#root = root;
    this.#onSelect = onSelect;
    root.addEventListener('click', event => {
      const row = event.target.closest('li');
      if (row) this.#choose(row);
    });
    root.addEventListener('keydown', event => this.#onKey(event));
  }

  show(traces) {
    const rows = new Map();
    let position = null;
    for (const trace of traces) {
      const row = this.#rows.get(trace.traceId) ?? newRow(trace.traceId);
      fill(row, trace);
      rows.set(trace.traceId, row);
      const next = position ? position.nextSibling : this.#root.firstChild;
      if (next !== row) this.#root.insertBefore(row, next);
      position = row;
    }
    for (const [id, row] of this.#rows) if (!rows.has(id)) row.remove();
    this.#rows = rows;
    this.#mark();
  }

  /** Marks a trace as the selected one without telling so. */
  select(traceId) {
    this.#selected = traceId;
    this.#mark();
  }

  #mark() {
    const rows = [...this.#rows.values()];
    let stop = rows.find(row => row === document.activeElement) ?? null;
    for (const [id, row] of this.#rows) {
      const selected = id === this.#selected;
      row.setAttribute('aria-selected', String(selected));
      row.tabIndex = -1;
      if (selected) stop ??= row;
    }
    stop ??= rows[0];
    if (stop) stop.tabIndex = 0;
  }

  #choose(row) {
    this.select(row.dataset.traceId);
    moveFocus(this.#rows.values(), row);
    this.#onSelect(row.dataset.traceId);
  }

  #onKey(event) {
    const rows = [...this.#rows.values()];
    const at = rows.indexOf(event.target.closest('li'));
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -rows.length, End: rows.length };
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps) {
      const to = Math.min(Math.max(at + steps[event.key], 0), rows.length - 1);
      this.#choose(rows[to]);
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#choose(rows[at]);
      event.preventDefault();
    }
  }
}

function newRow(traceId) {
  const row = el('li', { role: 'option', tabIndex: -1 });
  row.dataset.traceId = traceId;
  return row;
}

function fill(row, trace) {
  const state = JSON.stringify(trace);
  if (row.dataset.state === state) return;
  row.dataset.state = state;
  row.className = trace.error ? 'row failed' : 'row';
  row.replaceChildren(
      el('div', { className: 'first' },
          el('span', { className: 'resource', title: trace.resource, textContent: trace.resource }),
          trace.httpStatus ? el('span', { className: statusClass(trace.httpStatus), textContent: trace.httpStatus }) : null,
          trace.error ? el('span', { className: 'badge bad', textContent: plural(trace.errorCount, 'error') }) : null,
          el('span', { className: 'duration', textContent: duration(trace.durationNanos) })),
      el('div', { className: 'second' },
          el('span', { className: `dot ${serviceClass(trace.service)}` }),
          el('span', { className: 'service', textContent: trace.service }),
          el('span', { className: 'operation', textContent: trace.name === trace.resource ? '' : trace.name }),
          el('span', { className: 'when' }, `${plural(trace.spanCount, 'span')} · `,
              el('time', { title: clock(trace.startMicros), textContent: clock(trace.startMicros).slice(0, 8) }))));
}

function statusClass(status) {
  return `badge ${status.startsWith('5') ? 'bad' : status.startsWith('4') ? 'doubtful' : 'good'}`;
}
