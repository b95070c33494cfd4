// The place of one page in the frame: builds it when it is first shown and keeps it.

import { NotOffered, Refused, Unanswered } from './api.js';
import { el } from './dom.js';

export class PageSlot {
  #main;
  #refreshNow;
  #section = null;
  #notice = null;
  #content = null;
  #view = null;
  #scrolled = [];

  constructor(page, main, refreshNow) {
    this.page = page;
    this.stale = true;
    this.#main = main;
    this.#refreshNow = refreshNow;
  }

  /** Notes that topics have changed; null when any may have. */
  note(topics) {
    if (topics === null || topics.some(topic => this.page.topics.includes(topic))) this.stale = true;
  }

  show() {
    if (this.#section === null) this.#build();
    this.#section.hidden = false;
    // What is not displayed forgets how far it was scrolled.
    for (const [element, top] of this.#scrolled) element.scrollTop = top;
  }

  hide() {
    this.#scrolled = [this.#content, ...this.#content.querySelectorAll('.scroll')]
        .map(element => [element, element.scrollTop]);
    this.#section.hidden = true;
  }

  #build() {
    const { name, title } = this.page;
    this.#notice = el('p', { className: 'notice', hidden: true });
    this.#content = el('div', { className: 'content' });
    this.#section = el('section', { className: `page page-${name}`, 'aria-label': title }, this.#notice, this.#content);
    this.#main.append(this.#section);
    this.#view = this.page.open(this.#content, { refresh: () => this.#refreshAgain() });
  }

  #refreshAgain() {
    this.stale = true;
    this.#refreshNow();
  }

  navigate(route) {
    this.#view.navigate?.(route);
  }

  /** Whether the agent answered. */
  async refresh() {
    this.stale = false;
    try {
      await this.#view.refresh();
      this.#say(null);
      return true;
    } catch (failure) {
      if (failure instanceof Unanswered) {
        this.stale = true;
        return false;
      }
      if (failure instanceof NotOffered) this.#say(`This agent does not offer ${this.page.what}.`, true);
      else if (failure instanceof Refused) this.#say(`The agent refused: ${failure.message}`);
      else throw failure;
      return true;
    }
  }

  #say(text, instead = false) {
    this.#notice.hidden = text === null;
    this.#notice.textContent = text ?? '';
    this.#content.hidden = instead;
  }

  shortcuts() {
    return this.#view.shortcuts ?? [];
  }

  focusSearch() {
    this.#content.querySelector('input[type=search]')?.focus();
  }

  focusStart() {
    if (this.#view.focusStart) this.#view.focusStart();
    else this.#main.focus();
  }
}
