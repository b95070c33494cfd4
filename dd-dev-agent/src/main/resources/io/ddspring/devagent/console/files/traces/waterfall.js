// The spans of one trace on a time axis: a tree widget with one tab stop.

import { el, moveFocus, styled } from '../dom.js';
import { duration, serviceClass } from '../format.js';

const TICKS = 4;
const MAX_ROWS = 2000;
const LABEL_FLIPS_AT = 0.8;

export class Waterfall {
  #onSelect;
  #nodes = [];
  #elements = new Map();
  #collapsed = new Set();
  #selectedKey = null;

  constructor(root, onSelect) {
    this.root = root;
    this.#onSelect = onSelect;
    root.addEventListener('click', event => this.#onClick(event));
    root.addEventListener('keydown', event => this.#onKey(event));
  }

  /** Shows the rows of a trace's tree; spans that were collapsed stay so. */
  show(all, trace) {
    this.#nodes = all.slice(0, MAX_ROWS);
    this.#elements = new Map();
    const total = Math.max(trace.durationNanos, 1);
    const rows = this.#nodes.map(node => {
      const row = newRow(node, total);
      this.#elements.set(node.key, row);
      return row;
    });
    const more = all.length > MAX_ROWS
        ? el('p', { className: 'hint', textContent: `${all.length - MAX_ROWS} more spans are not shown.` }) : null;
    this.root.replaceChildren(axis(total),
        el('div', { role: 'tree', className: 'rows', 'aria-label': 'Spans' }, ...rows), ...(more ? [more] : []));
    this.#update();
  }

  focus() {
    this.#elements.get(this.#selectedKey)?.focus();
  }

  /** Selects a span, the first one if there is no such. */
  select(key) {
    const node = this.#node(key) ?? this.#nodes[0];
    this.#selectedKey = node?.key ?? null;
    this.#update();
    if (node) this.#onSelect(node);
  }

  #node(key) {
    return this.#nodes.find(node => node.key === key);
  }

  #update() {
    for (const node of this.#nodes) {
      const row = this.#elements.get(node.key);
      const selected = node.key === this.#selectedKey;
      row.hidden = this.#isHidden(node);
      row.tabIndex = selected ? 0 : -1;
      row.setAttribute('aria-selected', String(selected));
      if (node.children.length > 0) row.setAttribute('aria-expanded', String(!this.#collapsed.has(node.key)));
    }
  }

  #isHidden(node) {
    for (let at = node.parent; at; at = at.parent) if (this.#collapsed.has(at.key)) return true;
    return false;
  }

  #toggle(node, collapse) {
    if (node.children.length === 0) return;
    if (collapse) this.#collapsed.add(node.key);
    else this.#collapsed.delete(node.key);
    this.#update();
  }

  #onClick(event) {
    const row = event.target.closest('[role=treeitem]');
    if (!row) return;
    const node = this.#node(row.dataset.key);
    if (event.target.closest('.toggle')) this.#toggle(node, !this.#collapsed.has(node.key));
    this.#go(node);
  }

  #go(node) {
    this.select(node.key);
    moveFocus(this.#elements.values(), this.#elements.get(node.key));
  }

  #onKey(event) {
    const row = event.target.closest('[role=treeitem]');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = this.#nodes.filter(node => !this.#isHidden(node));
    const node = this.#node(row.dataset.key);
    const at = visible.indexOf(node);
    const collapsed = this.#collapsed.has(node.key);
    const targets = {
      ArrowDown: () => visible[at + 1],
      ArrowUp: () => visible[at - 1],
      Home: () => visible[0],
      End: () => visible.at(-1),
      ArrowLeft: () => (collapsed || node.children.length === 0 ? node.parent : this.#toggle(node, true)),
      ArrowRight: () => (collapsed ? this.#toggle(node, false) : node.children[0]),
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    const target = targets[event.key]();
    if (target) this.#go(target);
  }
}

function axis(total) {
  const ticks = [];
  for (let i = 0; i <= TICKS; i++) {
    const tick = el('span', { className: i === TICKS ? 'tick last' : 'tick', textContent: duration(total * i / TICKS) });
    ticks.push(styled(tick, { left: `${100 * i / TICKS}%` }));
  }
  return el('div', { className: 'axis', 'aria-hidden': 'true' }, el('span', {}), el('div', { className: 'ticks' }, ...ticks));
}

function newRow(node, total) {
  const { span } = node;
  const start = span.offsetNanos / total;
  const width = span.durationNanos / total;
  const bar = el('span', { className: `bar-of-span ${serviceClass(span.service)}` });
  bar.style.left = `${100 * start}%`;
  bar.style.width = `${100 * width}%`;
  const label = el('span', { className: 'bar-label', textContent: duration(span.durationNanos) });
  if (start + width < LABEL_FLIPS_AT) label.style.left = `calc(${100 * (start + width)}% + 6px)`;
  else if (start > 1 - LABEL_FLIPS_AT) label.style.right = `calc(${100 * (1 - start)}% + 6px)`;
  else {
    label.classList.add('inside');
    label.style.right = `calc(${100 * (1 - start - width)}% + 6px)`;
  }
  const name = el('div', { className: 'label' },
      el('span', { className: 'toggle', 'aria-hidden': 'true' }),
      el('span', { className: `dot ${serviceClass(span.service)}` }),
      el('span', { className: 'operation', textContent: span.name }),
      el('span', { className: 'resource', textContent: span.resource === span.name ? '' : span.resource }));
  name.style.paddingLeft = `${8 + node.depth * 16}px`;
  const row = el('div', {
    role: 'treeitem', tabIndex: -1, className: span.error ? 'span failed' : 'span', 'aria-level': node.depth + 1,
    title: `${span.service}: ${span.name} ${span.resource}`,
  }, name, el('div', { className: 'track' }, bar, label));
  row.dataset.key = node.key;
  if (node.children.length > 0) row.classList.add('parent');
  return row;
}
