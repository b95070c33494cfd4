// One trace: its head, the waterfall or flame graph, and the selected span.

import { copyButton } from '../copy.js';
import { el, update } from '../dom.js';
import { dateAndClock, duration, plural, serviceClass } from '../format.js';
import { address } from '../router.js';
import { showDetails } from './details.js';
import { Flame } from './flame.js';
import { treeRows } from './tree.js';
import { Waterfall } from './waterfall.js';

const FORM = 'trace-form';

export class TraceView {
  #root;
  #details;
  #head = el('div', { className: 'trace-head' });
  #trace = null;
  #rows = [];
  #selected = null;
  #forms;
  #form = localStorage.getItem(FORM) === 'flame' ? 'flame' : 'waterfall';

  constructor(root, details) {
    this.#root = root;
    this.#details = details;
    const select = node => this.#select(node);
    this.#forms = {
      waterfall: new Waterfall(el('div', { className: 'waterfall' }), select),
      flame: new Flame(el('div', { className: 'flame' }), select),
    };
  }

  /** Number of spans of the trace that is shown; 0 when there is none. */
  get spanCount() {
    return this.#trace?.spanCount ?? 0;
  }

  /** Shows a trace with a span selected: the wanted one, the one that was, one with a stack trace, or the first. */
  show(trace, spanId) {
    const isSame = this.#trace?.traceId === trace.traceId;
    const selected = isSame ? this.#selected : null;
    const form = this.#forms[this.#form];
    const hadFocus = form.root.contains(document.activeElement);
    this.#trace = trace;
    this.#rows = treeRows(trace.spans);
    update(this.#head, ...this.#headContent());
    if (this.#root.firstChild !== this.#head || this.#root.lastChild !== form.root) {
      this.#root.replaceChildren(this.#head, form.root);
    }
    form.show(this.#rows, trace);
    const keys = [spanId, selected, trace.spans.find(span => span.error && span.meta['error.stack'])?.spanId];
    form.select(keys.find(key => this.#rows.some(row => row.key === key)) ?? null);
    if (hadFocus) form.focus();
    if (!isSame) this.#root.scrollTop = 0;
  }

  showGone(id) {
    this.#showText('This trace is gone', el('code', { textContent: id }));
  }

  showNothing({ kept, matching }) {
    if (kept > 0 && matching === 0) {
      this.#showText('No trace matches', el('p', {}, el('a', { href: address('traces'), textContent: 'Show all traces' })));
      return;
    }
    this.#showText(kept > 0 ? 'Select a trace' : 'Waiting for traces',
        ...(kept > 0 ? [] : [location.port === '8126'
          ? el('p', { textContent: 'Tracers on this machine find this agent by themselves: start an application that has one, and use it.' })
          : el('p', {}, 'Start an application that has a tracer with ',
              el('code', { textContent: `DD_TRACE_AGENT_URL=http://${location.host}` }), ' and use it.')]),
        el('p', {}, 'Press ', el('kbd', { textContent: '?' }), ' for the keys.'));
  }

  switchForm() {
    if (this.#trace) this.#show(this.#form === 'flame' ? 'waterfall' : 'flame');
  }

  #show(form) {
    const hadFocus = this.#forms[this.#form].root.contains(document.activeElement);
    this.#form = form;
    localStorage.setItem(FORM, form);
    this.show(this.#trace);
    if (hadFocus) this.#forms[form].focus();
  }

  #showText(title, ...text) {
    if (this.#trace === null && this.#root.firstChild?.dataset.title === title) return;
    this.#trace = null;
    this.#details.hidden = true;
    this.#root.replaceChildren(el('div', { className: 'empty', 'data-title': title },
        el('h2', { textContent: title }), ...text));
  }

  #headContent() {
    const { resource, error, errorCount, startMicros, durationNanos, spanCount, traceId, spans } = this.#trace;
    return [
        el('div', { className: 'head' },
            el('h2', {}, resource,
                error ? el('span', { className: 'badge bad', textContent: plural(errorCount, 'error') }) : null),
            el('p', { className: 'trace-actions' }, copyButton(() => location.href, 'the address of this page', 'copy link'),
                copyButton(() => JSON.stringify(this.#trace, null, 2), 'the trace as JSON', 'copy JSON'))),
        el('p', { className: 'quiet' },
            `${dateAndClock(startMicros)} · ${duration(durationNanos)} · ${plural(spanCount, 'span')} · `,
            copyButton(traceId, 'the trace id', traceId)),
        el('div', { className: 'trace-tools' }, this.#tabs(),
            el('p', { className: 'legend' }, [...new Set(spans.map(span => span.service))].map(name =>
              el('span', {}, el('span', { className: `dot ${serviceClass(name)}` }), name)))),
    ];
  }

  #tabs() {
    return el('div', { className: 'tabs', role: 'group', 'aria-label': 'View' },
        Object.keys(this.#forms).map(form => el('button', {
          type: 'button', 'data-form': form, textContent: form === 'flame' ? 'Flame graph' : 'Waterfall',
          'aria-pressed': String(form === this.#form), title: 'Switch the view (w)', onclick: () => this.#show(form),
        })));
  }

  #select(node) {
    this.#selected = node.key;
    this.#details.hidden = false;
    showDetails(this.#details, node, this.#trace);
  }
}
