// The list of traces: a listbox of any length, of which only the visible rows are elements and only what was seen is loaded.

import { el, styled, update } from '../dom.js';
import { clock, duration, plural, serviceClass } from '../format.js';

const ROW_PIXELS = 52;
const SPARE_ROWS = 8;
const MARGIN_ROWS = 60;
const LOAD_DELAY_MILLIS = 60;

export class TraceList {
  #root;
  #space;
  #load;
  #onSelect;
  #rows = new Map(); // summaries by their place in the list
  #total = 0;
  #seen = 0; // how many traces there were, those that are gone included
  #generation = 0;
  #selected = null;
  #active = -1; // the place that keys start from
  #wanted = -1; // the place to select once it is loaded
  #timer = 0;

  /**
   * @param load gives the agent's answer for (offset, limit)
   * @param onSelect gets the id of the trace that was chosen
   */
  constructor(root, load, onSelect) {
    this.#root = root;
    this.#load = load;
    this.#onSelect = onSelect;
    this.#space = el('div', { role: 'presentation', className: 'space' });
    root.append(this.#space);
    root.addEventListener('scroll', () => this.#render());
    root.addEventListener('click', event => this.#onClick(event));
    root.addEventListener('keydown', event => this.#onKey(event));
    new ResizeObserver(() => this.#render()).observe(root);
  }

  focus() {
    this.#root.focus();
  }

  /** Marks a trace as the selected one without telling so. */
  select(traceId) {
    this.#selected = traceId;
    this.#active = this.#placeOf(traceId) ?? this.#active;
    this.#render();
  }

  /** Goes to the top: the list is about to become another one. */
  reset() {
    this.#generation++;
    this.#active = -1;
    this.#wanted = -1;
    this.#root.scrollTop = 0;
  }

  /** Loads what is visible again; gives the agent's answer. Rows stay where they are unless the list is at its top. */
  async refresh() {
    const generation = ++this.#generation;
    const isAtTop = this.#root.scrollTop === 0;
    const anchor = this.#rows.get(this.#first())?.traceId;
    let shift = 0;
    let { answer, from } = await this.#around(this.#first());
    if (generation !== this.#generation) return answer;
    if (!isAtTop && anchor !== undefined) {
      let found = placeIn(answer, anchor);
      if (found < 0) {
        // More have come than were loaded above it.
        shift = this.#added(answer);
        ({ answer, from } = await this.#around(this.#first() + shift));
        if (generation !== this.#generation) return answer;
        found = placeIn(answer, anchor);
      }
      if (found >= 0) shift = from + found - this.#first();
    }
    this.#seen = answer.kept + answer.evicted;
    this.#resize(answer.matching);
    this.#rows = new Map(answer.traces.map((trace, index) => [from + index, trace]));
    if (shift !== 0) this.#root.scrollTop += shift * ROW_PIXELS;
    this.#active = this.#placeOf(this.#selected) ?? Math.min(this.#active, this.#total - 1);
    this.#render();
    return answer;
  }

  /** The agent's answer for the rows that are visible from a place on, and for some more. */
  async #around(place) {
    const from = Math.max(0, place - MARGIN_ROWS);
    return { answer: await this.#load(from, this.#visible() + 2 * MARGIN_ROWS), from };
  }

  /** How many have come at the top of the list; with a filter as far as their number tells. */
  #added(answer) {
    return answer.matching === answer.kept ? answer.kept + answer.evicted - this.#seen : answer.matching - this.#total;
  }

  #first() {
    return Math.floor(this.#root.scrollTop / ROW_PIXELS);
  }

  #visible() {
    return Math.ceil(this.#root.clientHeight / ROW_PIXELS) + 1;
  }

  #resize(total) {
    this.#total = total;
    styled(this.#space, { height: `${total * ROW_PIXELS}px` });
  }

  #placeOf(traceId) {
    for (const [place, trace] of this.#rows) if (trace.traceId === traceId) return place;
    return undefined;
  }

  #render() {
    const from = Math.max(0, this.#first() - SPARE_ROWS);
    const to = Math.min(this.#total, this.#first() + this.#visible() + SPARE_ROWS);
    const rows = [];
    let isMissing = false;
    for (let place = from; place < to; place++) {
      const trace = this.#rows.get(place);
      isMissing ||= trace === undefined;
      rows.push(this.#row(place, trace));
    }
    update(this.#space, ...rows);
    const active = this.#active >= from && this.#active < to ? `trace-${this.#active}` : null;
    if (active) this.#root.setAttribute('aria-activedescendant', active);
    else this.#root.removeAttribute('aria-activedescendant');
    if (isMissing) this.#loadSoon();
  }

  #row(place, trace) {
    const row = el('div', {
      role: 'option', id: `trace-${place}`, 'data-key': place, 'data-place': place,
      'aria-setsize': this.#total, 'aria-posinset': place + 1,
      'aria-selected': String(trace !== undefined && trace.traceId === this.#selected),
      className: `row${trace?.error ? ' failed' : ''}${place === this.#active ? ' active' : ''}`,
    }, ...(trace ? content(trace) : []));
    return styled(row, { top: `${place * ROW_PIXELS}px` });
  }

  /** Loads what came into view, once scrolling has slowed down. */
  #loadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#loadVisible(), LOAD_DELAY_MILLIS);
  }

  async #loadVisible() {
    const generation = this.#generation;
    let around;
    try {
      around = await this.#around(this.#first());
    } catch {
      return; // The next refresh tells.
    }
    const { answer, from } = around;
    if (generation !== this.#generation) return;
    if (answer.kept + answer.evicted !== this.#seen) {
      this.refresh().catch(() => {});
      return;
    }
    answer.traces.forEach((trace, index) => this.#rows.set(from + index, trace));
    const wanted = this.#rows.get(this.#wanted);
    if (wanted) this.#choose(this.#wanted);
    if (answer.traces.length > 0) this.#render();
  }

  #choose(place) {
    this.#active = place;
    const top = place * ROW_PIXELS;
    const { scrollTop, clientHeight } = this.#root;
    if (top < scrollTop) this.#root.scrollTop = top;
    else if (top + ROW_PIXELS > scrollTop + clientHeight) this.#root.scrollTop = top + ROW_PIXELS - clientHeight;
    const trace = this.#rows.get(place);
    this.#wanted = trace ? -1 : place;
    if (trace && trace.traceId !== this.#selected) {
      this.#selected = trace.traceId;
      this.#onSelect(trace.traceId);
    }
    this.#render();
  }

  #onClick(event) {
    const row = event.target.closest('[role=option]');
    if (row) this.#choose(Number(row.dataset.place));
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#total === 0) return;
    const page = this.#visible() - 2;
    const steps = {
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#total, End: this.#total, Enter: 0, ' ': 0,
    };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    this.#choose(Math.min(Math.max(this.#active + steps[event.key], 0), this.#total - 1));
  }
}

function placeIn(answer, traceId) {
  return answer.traces.findIndex(trace => trace.traceId === traceId);
}

function content(trace) {
  return [
    el('div', { className: 'first' },
        el('span', { className: 'resource', title: trace.resource, textContent: trace.resource }),
        trace.httpStatus ? el('span', { className: statusClass(trace.httpStatus), textContent: trace.httpStatus }) : null,
        el('span', { className: 'duration', textContent: duration(trace.durationNanos) })),
    el('div', { className: 'second' },
        el('span', { className: `dot ${serviceClass(trace.service)}` }),
        el('span', { className: 'service', textContent: trace.service }),
        el('span', { className: 'operation', textContent: trace.name === trace.resource ? '' : trace.name }),
        trace.error ? el('span', { className: 'badge bad', textContent: plural(trace.errorCount, 'error') }) : null,
        el('span', { className: 'when' }, `${plural(trace.spanCount, 'span')} · `,
            el('time', { title: clock(trace.startMicros), textContent: clock(trace.startMicros).slice(0, 8) }))),
  ];
}

function statusClass(status) {
  return `badge ${status.startsWith('5') ? 'bad' : status.startsWith('4') ? 'doubtful' : 'good'}`;
}
