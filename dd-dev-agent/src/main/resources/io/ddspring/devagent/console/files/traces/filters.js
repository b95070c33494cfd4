// What the list of traces is narrowed down by.

import { el } from '../dom.js';

const TYPING_MILLIS = 120;
const DURATIONS = ['1ms', '10ms', '100ms', '1s', '10s'];
const SYNTAX = [
  ['orders timeout', 'every word is somewhere in the trace, in any case'],
  ['"GET /orders"', 'words in this order'],
  ['http.status_code:503', 'a tag that contains this, written name:value'],
  ['service:shop name:query resource:/orders', 'parts of the names of a span'],
  ['status:error, status:ok', 'traces with an error, without any'],
  ['duration:>100ms', 'traces that took so long; also >= < <= and ns us ms s m'],
  ['6b02996c00000000…', 'the id of a trace or a span, hexadecimal or decimal as it stands in logs'],
];

export class Filters {
  #search = el('input', {
    type: 'search', placeholder: 'Search text, tag:value or id', 'aria-label': 'Search traces', autocomplete: 'off',
    spellcheck: false,
  });
  #service = el('select', { 'aria-label': 'Service' }, el('option', { value: '', textContent: 'All services' }));
  #errors = el('input', { type: 'checkbox' });
  #duration = el('select', { 'aria-label': 'Duration' },
      el('option', { value: '', textContent: 'Any duration' }),
      DURATIONS.map(value => el('option', { value, textContent: `≥ ${value.replace(/(\d)([a-z])/, '$1 $2')}` })));
  #popup = syntax();
  #timer = 0;

  /** @param changed called when the user has changed something */
  constructor(changed) {
    this.element = el('div', { className: 'filters', role: 'search' },
        this.#search, this.#popup, this.#service, this.#duration,
        el('label', { className: 'check' }, this.#errors, 'Errors only'));
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(changed, TYPING_MILLIS);
    });
    this.element.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#popup.open) this.#close(event);
    });
    document.addEventListener('pointerdown', event => {
      if (!this.#popup.contains(event.target)) this.#popup.open = false;
    });
    for (const control of [this.#service, this.#errors, this.#duration]) control.addEventListener('change', changed);
  }

  /** As parameters of the address; those that narrow nothing down are empty. */
  get parameters() {
    return {
      q: this.#search.value.trim(),
      service: this.#service.value,
      errors: this.#errors.checked ? 'true' : '',
      min: this.#duration.value,
    };
  }

  set parameters(query) {
    if ((query.get('q') ?? '') !== this.#search.value.trim()) this.#search.value = query.get('q') ?? '';
    this.#select(query.get('service') ?? '');
    this.#errors.checked = query.get('errors') === 'true';
    this.#duration.value = DURATIONS.includes(query.get('min')) ? query.get('min') : '';
  }

  /** As parameters of the agent, which has words for everything but the service. */
  get request() {
    const { q, service, errors, min } = this.parameters;
    const words = [q, errors ? 'status:error' : '', min ? `duration:>=${min}` : ''];
    return { service, q: words.filter(word => word).join(' ') };
  }

  /** Offers services; the chosen one stays even if no trace is of it any more. */
  show(services) {
    const chosen = this.#service.value;
    const names = chosen && !services.includes(chosen) ? [...services, chosen] : services;
    const known = [...this.#service.options].slice(1).map(option => option.value);
    if (known.join('\n') === names.join('\n')) return;
    this.#service.replaceChildren(this.#service.options[0],
        ...names.map(name => el('option', { value: name, textContent: name })));
    this.#service.value = chosen;
  }

  #select(service) {
    if (![...this.#service.options].some(option => option.value === service)) {
      this.#service.append(el('option', { value: service, textContent: service }));
    }
    this.#service.value = service;
  }

  #close(event) {
    event.stopPropagation();
    this.#popup.open = false;
    this.#popup.firstChild.focus();
  }
}

function syntax() {
  return el('details', { className: 'popup' },
      el('summary', { title: 'How to search', textContent: 'Syntax' }),
      el('div', { className: 'sheet' },
          el('dl', { className: 'keys' }, SYNTAX.map(([example, meaning]) => [
            el('dt', {}, el('code', { textContent: example })), el('dd', { textContent: meaning })]))));
}
