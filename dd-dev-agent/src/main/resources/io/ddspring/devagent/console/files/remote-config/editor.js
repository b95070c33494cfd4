// Writes a configuration: templates, and JSON that is checked before it is sent.

import { reason } from '../api.js';
import { el } from '../dom.js';
import { templates } from './templates.js';

const NAME = '[A-Za-z0-9_.\\-]+';

export class ConfigEditor {
  #product = el('input', {
    type: 'text', value: 'APM_TRACING', required: true, pattern: NAME, title: 'Letters, digits, _ . -', spellcheck: false,
    autocomplete: 'off',
  });
  #id = el('input', {
    type: 'text', value: 'sampling-rate', required: true, pattern: NAME, title: 'Letters, digits, _ . -', spellcheck: false,
    autocomplete: 'off',
  });
  #content = el('textarea', { rows: 14, spellcheck: false, autocomplete: 'off' });
  #fault = el('p', { className: 'bad-text', role: 'alert' });

  /** @param offer sends (product, id, JSON); fails as requests do */
  constructor(offer) {
    const choice = el('select', {}, templates.map(({ title }, index) => el('option', { value: index, textContent: title })));
    choice.addEventListener('change', () => this.#use(templates[choice.value]));
    this.#content.addEventListener('input', () => this.#check());
    this.element = el('form', { className: 'editor', noValidate: false, onsubmit: event => {
      event.preventDefault();
      this.#submit(offer);
    } },
    labelled('Template', choice), labelled('Product', this.#product), labelled('Id', this.#id),
    labelled('Configuration', this.#content), this.#fault,
    el('p', { className: 'buttons' },
        el('button', { type: 'button', textContent: 'Format', onclick: () => this.#format() }),
        el('button', { type: 'submit', className: 'main', textContent: 'Offer to all clients' })));
    this.#use(templates[0]);
  }

  /** Puts a configuration that is offered into the form. */
  edit({ product, id, content }) {
    this.#fill(product, id, content);
    this.#content.focus();
  }

  #use({ product, id, content }) {
    this.#fill(product, id, content);
  }

  #fill(product, id, content) {
    this.#product.value = product;
    this.#id.value = id;
    this.#content.value = JSON.stringify(content, null, 2);
    this.#check();
  }

  #check() {
    try {
      JSON.parse(this.#content.value);
      this.#fault.textContent = '';
    } catch (failure) {
      this.#fault.textContent = `Not JSON: ${failure.message}`;
    }
    this.#content.setAttribute('aria-invalid', String(this.#fault.textContent !== ''));
    return this.#fault.textContent === '';
  }

  #format() {
    if (this.#check()) this.#content.value = JSON.stringify(JSON.parse(this.#content.value), null, 2);
  }

  async #submit(offer) {
    if (!this.#check()) {
      this.#content.focus();
      return;
    }
    try {
      await offer(this.#product.value, this.#id.value, this.#content.value);
    } catch (failure) {
      this.#fault.textContent = `Not offered: ${reason(failure)}`;
    }
  }
}

function labelled(title, control) {
  return el('label', {}, el('span', { textContent: title }), control);
}
