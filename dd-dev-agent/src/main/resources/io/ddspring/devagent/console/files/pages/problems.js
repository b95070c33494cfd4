// What was wrong with received payloads.

import { getJson, reason, send } from '../api.js';
import { tell } from '../copy.js';
import { el, update } from '../dom.js';
import { time } from '../format.js';
import { emptyState } from '../parts.js';
import { address } from '../router.js';

export const page = {
  name: 'problems',
  title: 'Problems',
  icon: 'M10 3l8 14H2zM10 8v4M10 14.5v.1',
  what: 'problems',
  topics: ['problems'],
  open: (root, frame) => new Problems(root, frame),
};

const TRACE = /\b(trace [0-9a-f]{32}|trace [0-9a-f]{16})\b/;

class Problems {
  #list = el('ol', { className: 'problems', 'aria-label': 'Problems, newest first' });
  #none = emptyState('No problems', 'Everything that came keeps to the protocol.');
  #forget;

  constructor(root, frame) {
    root.classList.add('scroll', 'padded');
    this.#forget = el('button', { type: 'button', textContent: 'Forget problems', onclick: async () => {
      try {
        await send('DELETE', '/api/problems');
      } catch (failure) {
        tell(`Not forgotten: ${reason(failure)}`);
      }
      frame.refresh();
    } });
    root.append(el('div', { className: 'head' }, el('h2', { textContent: 'Problems' }), this.#forget),
        el('p', { className: 'quiet', textContent: 'What was wrong with received payloads, newest first.' }), this.#none, this.#list);
  }

  async refresh() {
    const { problems } = await getJson('/api/problems');
    this.#forget.hidden = problems.length === 0;
    this.#none.hidden = problems.length > 0;
    this.#list.hidden = problems.length === 0;
    update(this.#list, problems.map(problem => el('li', {},
        el('p', {}, withLinks(problem.reason)),
        el('p', { className: 'quiet' }, el('code', { textContent: problem.request }), ` · ${time(problem.timeMillis)}`))));
  }
}

/** A reason in which traces that are named are links to them. */
function withLinks(reason) {
  return reason.split(TRACE).map((text, index) => (index % 2 === 0 ? text
    : el('a', { href: address('traces', [text.slice('trace '.length)]), textContent: text })));
}
