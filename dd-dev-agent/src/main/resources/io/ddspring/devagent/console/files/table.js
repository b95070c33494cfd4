// A table that can be sorted and searched.

import { el, update } from './dom.js';

const MAX_ROWS = 500;

/**
 * Columns are `{title, value(row), cell(row)?, className?, hint?}`: values sort and are searched, cells are shown; without
 * one the value is.
 */
export class SortedTable {
  #columns;
  #keyOf;
  #rows = [];
  #column;
  #descending;
  #table;
  #search;
  #more = el('div', { className: 'hint' });
  #empty;
  #scroll;

  /**
   * @param label names the table
   * @param keyOf gives what tells a row from all others
   * @param sortedBy index of the column that sorts at first
   * @param descending whether the largest comes first then
   * @param empty text or element that is shown when there are no rows
   */
  constructor({ label, columns, keyOf, sortedBy = -1, descending = true, empty = 'Nothing yet.' }) {
    this.#columns = columns;
    this.#keyOf = keyOf;
    this.#column = sortedBy;
    this.#descending = descending;
    this.#empty = empty;
    this.#table = el('table', { className: 'list-table', 'aria-label': label });
    this.#search = el('input', {
      type: 'search', placeholder: `Search ${label.toLowerCase()}`, 'aria-label': `Search ${label.toLowerCase()}`,
      autocomplete: 'off', spellcheck: false, oninput: () => this.#render(),
    });
    this.#scroll = el('div', { className: 'scroll wide', role: 'region', 'aria-label': label, tabIndex: 0 }, this.#table);
    this.element = el('div', { className: 'table' }, this.#search, this.#scroll, this.#more);
  }

  show(rows) {
    this.#rows = rows;
    this.#render();
  }

  #render() {
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(word => word);
    const found = this.#rows.filter(row => {
      const text = this.#columns.map(column => column.value(row)).join('\n').toLowerCase();
      return words.every(word => text.includes(word));
    });
    const shown = this.#sorted(found).slice(0, MAX_ROWS);
    this.#search.hidden = this.#rows.length < 2;
    this.#more.replaceChildren(this.#note(found.length, shown.length));
    this.#scroll.hidden = this.#rows.length === 0;
    update(this.#table,
        el('thead', {}, el('tr', {}, this.#columns.map((column, index) => this.#head(column, index)))),
        el('tbody', {}, shown.map(row => this.#row(row))));
  }

  #note(found, shown) {
    if (this.#rows.length === 0) return this.#empty;
    if (found === 0) return 'Nothing matches.';
    return shown < found ? `${found - shown} more are not shown: search for them.` : '';
  }

  #sorted(rows) {
    if (this.#column < 0) return rows;
    const { value } = this.#columns[this.#column];
    const sign = this.#descending ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(value(a), value(b)));
  }

  #head(column, index) {
    const isSorted = index === this.#column;
    return el('th', {
      scope: 'col', className: column.className ?? '',
      'aria-sort': isSorted ? (this.#descending ? 'descending' : 'ascending') : 'none',
    }, el('button', {
      type: 'button', textContent: column.title, title: column.hint ?? `Sort by ${column.title}`,
      onclick: () => this.#sortBy(index),
    }));
  }

  #sortBy(index) {
    const first = this.#rows.length > 0 ? this.#columns[index].value(this.#rows[0]) : '';
    this.#descending = index === this.#column ? !this.#descending : typeof first === 'number';
    this.#column = index;
    this.#render();
  }

  #row(row) {
    return el('tr', { 'data-key': this.#keyOf(row) }, this.#columns.map(column =>
      el('td', { className: column.className ?? '' }, column.cell ? column.cell(row) : String(column.value(row) ?? ''))));
  }
}

function compare(a, b) {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
