// Flares: archives about the state of a tracer.

import { getJson, getText, reason } from '../api.js';
import { copyButton } from '../copy.js';
import { el, update } from '../dom.js';
import { bytes, parsedJson, time } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { emptyState } from '../parts.js';
import { address } from '../router.js';

export const page = {
  name: 'flares',
  title: 'Flares',
  icon: 'M4.5 8v8.5h11V8M3 3.5h14V8H3zM8 11.5h4',
  what: 'flares',
  topics: ['flares', 'flare'],
  open: (root, frame) => new Flares(root, frame),
};

const MAX_CHARS = 200_000;

class Flares {
  #frame;
  #list = el('div', {});
  #entry = el('section', { className: 'entry', 'aria-label': 'Entry', tabIndex: -1 });
  #columns = el('div', { className: 'columns' }, this.#list, this.#entry);
  #empty = emptyState('No flare has come yet',
      ['Offer the configuration ', el('em', { textContent: 'Ask for a flare' }), ' on the page ',
        el('a', { href: address('remote-config'), textContent: 'Remote configuration' }), ': tracers send one then.']);
  #wanted = []; // number and name of the entry to be shown
  #shown = '';

  constructor(root, frame) {
    this.#frame = frame;
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Flares' }),
        el('p', { className: 'quiet', textContent: 'Zip files about the state of a tracer.' }),
        this.#empty, this.#columns);
  }

  navigate({ path }) {
    this.#wanted = path;
    this.#frame.refresh();
  }

  async refresh() {
    const { flares = [] } = await getJson('/api/flares');
    this.#empty.hidden = flares.length > 0;
    this.#columns.hidden = flares.length === 0;
    update(this.#list, flares.map(flare => this.#flare(flare)));
    const [number, ...name] = this.#wanted;
    const flare = flares.find(candidate => String(candidate.number) === number);
    if (flare && name.length > 0) await this.#show(flare, name.join('/'));
    else this.#clear();
  }

  #flare(flare) {
    const facts = [flare.hostname, flare.email, flare.source, flare.caseId ? `case ${flare.caseId}` : ''].filter(text => text);
    return el('section', { className: 'card', 'data-key': flare.number },
        el('div', { className: 'head' },
            el('h3', { textContent: time(flare.timeMillis) }),
            el('a', {
              className: 'button', href: `/api/flares/${flare.number}`, download: `flare-${flare.number}.zip`,
              textContent: `Zip file, ${bytes(flare.bytes)}`,
            })),
        el('p', { className: 'quiet', textContent: facts.join(' · ') }),
        el('ul', { className: 'entries' }, (flare.entries ?? []).map(entry => {
          const link = el('a', { href: address('flares', [String(flare.number), entry.name]), textContent: entry.name });
          if (`${flare.number}/${entry.name}` === this.#wanted.join('/')) link.setAttribute('aria-current', 'true');
          return el('li', { 'data-key': entry.name }, link, el('span', { className: 'quiet', textContent: ` ${bytes(entry.bytes)}` }));
        })));
  }

  #clear() {
    this.#shown = '';
    update(this.#entry, el('p', { className: 'quiet', textContent: 'Select an entry to read it.' }));
  }

  async #show(flare, name) {
    const key = `${flare.number} ${flare.timeMillis} ${name}`;
    if (key === this.#shown) return; // Flares never change.
    let text;
    try {
      text = await getText(`/api/flares/${flare.number}/${encodeURIComponent(name)}`);
    } catch (failure) {
      update(this.#entry, el('p', { className: 'bad-text', textContent: `Not to be shown: ${reason(failure)}` }));
      return;
    }
    this.#shown = key;
    const json = text.length <= MAX_CHARS ? parsedJson(text) : null;
    this.#entry.replaceChildren(
        el('div', { className: 'head' }, el('h3', { textContent: name }), copyButton(text, name)),
        json === null ? el('pre', { tabIndex: 0, textContent: text.slice(0, MAX_CHARS) }) : jsonTree(json),
        ...(text.length > MAX_CHARS ? [el('p', { className: 'hint', textContent: 'The rest is in the zip file.' })] : []));
  }
}
