// Traces: the list, and the selected one.

import { getJson, NotOffered } from '../api.js';
import { el } from '../dom.js';
import { plural, serviceClass } from '../format.js';
import { address } from '../router.js';
import { Filters } from '../traces/filters.js';
import { TraceList } from '../traces/list.js';
import { TraceView } from '../traces/view.js';

export const page = {
  name: 'traces',
  title: 'Traces',
  icon: 'M3 5h9M6 10h9M10 15h7',
  what: 'traces',
  topics: ['traces'],
  open: (root, frame) => new Traces(root, frame),
};

class Traces {
  shortcuts = [
    ['↑ ↓', 'move'], ['PgUp PgDn Home End', 'move far'], ['← →', 'collapse, expand'],
    ['w', 'waterfall, flame graph'], ['Enter', 'zoom into a span of the flame graph'],
  ];

  #frame;
  #summary = el('p', { className: 'summary', 'aria-live': 'polite' });
  #filters = new Filters(() => this.#filtered());
  #list;
  #view;
  #wanted = null; // the id of the trace that is to be shown
  #shownFilters = '';

  constructor(root, frame) {
    this.#frame = frame;
    const listRoot = el('div', {
      className: 'list scroll', role: 'listbox', tabIndex: 0, 'aria-label': 'Traces, newest first',
    });
    const traceRoot = el('section', { className: 'trace scroll', 'aria-label': 'Selected trace' });
    const detailsRoot = el('section', { className: 'details scroll', 'aria-label': 'Selected span', hidden: true });
    root.append(this.#filters.element, el('div', { className: 'panes' },
        el('section', { className: 'traces', 'aria-label': 'List of traces' }, this.#summary, listRoot), traceRoot, detailsRoot));
    this.#list = new TraceList(listRoot, (offset, limit) => this.#load(offset, limit), id => this.#choose(id));
    this.#view = new TraceView(traceRoot, detailsRoot);
    root.addEventListener('keydown', event => {
      if (event.key === 'w' && !event.ctrlKey && !event.metaKey && !event.target.matches('input, select')) {
        this.#view.switchForm();
      }
    });
  }

  async refresh() {
    const answer = await this.#list.refresh();
    answer.services.forEach(serviceClass);
    this.#filters.show(answer.services);
    this.#summary.textContent = summary(answer);
    if (answer.kept === 0 && this.#wanted !== null) {
      this.#wanted = null;
      this.#writeAddress();
    }
    const current = answer.traces.find(trace => trace.traceId === this.#wanted);
    if (this.#wanted === null) this.#view.showNothing(answer);
    else if (current && current.spanCount !== this.#view.spanCount) await this.#open(this.#wanted);
  }

  navigate({ path: [id, spanId], query }) {
    // Links to a trace do not change what is listed beside it.
    if (id === undefined || query.size > 0) this.#filters.parameters = query;
    if (this.#filtersText() !== this.#shownFilters) this.#startAnew();
    if (id === undefined) {
      this.#wanted = null;
      this.#list.select(null);
      this.#frame.refresh();
    } else if (id !== this.#wanted || spanId) {
      this.#open(id, spanId);
    }
  }

  focusStart() {
    this.#list.focus();
  }

  #load(offset, limit) {
    return getJson(`/api/traces?${new URLSearchParams({ offset, limit, ...this.#filters.request })}`);
  }

  #filtersText() {
    return JSON.stringify(this.#filters.parameters);
  }

  #filtered() {
    this.#startAnew();
    this.#writeAddress();
  }

  #startAnew() {
    this.#shownFilters = this.#filtersText();
    this.#list.reset();
    this.#frame.refresh();
  }

  #writeAddress() {
    history.replaceState(null, '', address('traces', [this.#wanted], this.#filters.parameters));
  }

  #choose(id) {
    this.#wanted = id;
    this.#writeAddress();
    this.#open(id);
  }

  async #open(id, spanId) {
    this.#wanted = id;
    let trace;
    try {
      trace = await getJson(`/api/traces/${encodeURIComponent(id)}`);
    } catch (failure) {
      if (this.#wanted !== id) return;
      if (failure instanceof NotOffered) this.#view.showGone(id);
      else this.#frame.refresh(); // It finds out what is the matter, and tells.
      return;
    }
    if (this.#wanted !== id) return;
    this.#wanted = trace.traceId;
    this.#list.select(trace.traceId);
    this.#view.show(trace, spanId);
  }
}

function summary({ kept, matching, evicted }) {
  const parts = [matching === kept ? plural(kept, 'trace') : `${matching === 0 ? 'None' : matching.toLocaleString()} of ${plural(kept, 'trace')}`];
  if (evicted > 0) parts.push(`${evicted.toLocaleString()} older gone`);
  return parts.join(' · ');
}
