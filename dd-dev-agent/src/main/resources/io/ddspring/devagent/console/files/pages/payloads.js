// Payloads of products that have no page of their own.

import { getJson, NotOffered } from '../api.js';
import { copyButton } from '../copy.js';
import { el, update } from '../dom.js';
import { bytes, time } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { emptyState } from '../parts.js';
import { address } from '../router.js';

export const page = {
  name: 'payloads',
  title: 'Payloads',
  icon: 'M3 6.5L10 3l7 3.5-7 3.5zM3 10.2l7 3.5 7-3.5M3 13.8l7 3.5 7-3.5',
  what: 'payloads of other products',
  topics: ['payloads'],
  open: (root, frame) => new Payloads(root, frame),
};

const LIMIT = 200;

class Payloads {
  #frame;
  #kinds = el('nav', { className: 'tabs', 'aria-label': 'Kinds' });
  #list = el('ul', { className: 'payloads', 'aria-label': 'Payloads, newest first' });
  #one = el('section', { className: 'entry', 'aria-label': 'Selected payload', tabIndex: -1 });
  #columns = el('div', { className: 'columns' }, this.#list, this.#one);
  #empty = emptyState('No payloads yet', 'Here is what profilers, debuggers, test libraries, LLM observability and data streams send.');
  #wanted; // number of the payload to be shown
  #kind = '';
  #shown = '';

  constructor(root, frame) {
    this.#frame = frame;
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Payloads' }),
        el('p', { className: 'quiet', textContent: 'What came from products that have no page of their own yet.' }),
        this.#empty, this.#kinds, this.#columns);
  }

  navigate({ path: [number], query }) {
    this.#wanted = number;
    this.#kind = query.get('kind') ?? '';
    this.#frame.refresh();
  }

  async refresh() {
    const query = new URLSearchParams({ limit: LIMIT, ...(this.#kind ? { kind: this.#kind } : {}) });
    const { payloads = [], kinds = {} } = await getJson(`/api/payloads?${query}`);
    const all = Object.values(kinds).reduce((sum, count) => sum + count, 0);
    update(this.#kinds, [['', all], ...Object.entries(kinds)].map(([kind, count]) => this.#tab(kind, count)));
    if (all === 0) this.#shown = ''; // Numbers may begin anew.
    this.#empty.hidden = all > 0;
    this.#kinds.hidden = all === 0;
    this.#columns.hidden = all === 0;
    update(this.#list, payloads.map(payload => this.#row(payload)));
    await this.#show();
  }

  #tab(kind, count) {
    const tab = el('a', {
      'data-key': kind, href: address('payloads', [], { kind }), textContent: `${kind || 'All'} ${count}`,
    });
    if (kind === this.#kind) tab.setAttribute('aria-current', 'page');
    return tab;
  }

  #row(payload) {
    const number = String(payload.number);
    const link = el('a', { href: address('payloads', [number], { kind: this.#kind }) },
        el('span', { className: 'badge', textContent: payload.kind }), ` ${payload.summary ?? ''} `,
        el('span', {
          className: 'quiet', textContent: `${time(payload.timeMillis)} · ${payload.method} ${payload.path} · ${bytes(payload.bytes)}`,
        }));
    if (number === this.#wanted) link.setAttribute('aria-current', 'true');
    return el('li', { 'data-key': number }, link);
  }

  async #show() {
    if (this.#wanted === undefined) {
      this.#shown = '';
      update(this.#one, el('p', { className: 'quiet', textContent: 'Select a payload to see its content.' }));
      return;
    }
    if (this.#shown === this.#wanted) return; // Payloads never change.
    let payload;
    try {
      payload = await getJson(`/api/payloads/${encodeURIComponent(this.#wanted)}`);
    } catch (failure) {
      if (!(failure instanceof NotOffered)) throw failure;
      update(this.#one, el('p', { className: 'quiet', textContent: 'This payload is gone.' }));
      return;
    }
    this.#shown = this.#wanted;
    this.#one.replaceChildren(
        el('h3', { textContent: `${payload.kind} ${payload.summary ?? ''}` }),
        el('p', { className: 'quiet', textContent: `${payload.method} ${payload.path} · ${bytes(payload.bytes)} · ${payload.contentType ?? ''}` }),
        ...(payload.parts ?? []).map(part => content(part)));
  }
}

function content(part) {
  const name = [part.name, part.fileName].filter(text => text).join(', ');
  const text = part.text ?? (part.json === undefined ? '' : JSON.stringify(part.json, null, 2));
  return el('section', { className: 'extra' },
      el('div', { className: 'head' },
          el('h4', { textContent: `${name || 'Body'} · ${part.contentType || 'unknown type'} · ${bytes(part.bytes)}` }),
          text ? copyButton(text, name || 'the body') : null),
      part.json === undefined || part.json === null ? el('pre', { tabIndex: 0, textContent: part.text ?? 'Not to be shown as text.' })
        : jsonTree(part.json));
}
