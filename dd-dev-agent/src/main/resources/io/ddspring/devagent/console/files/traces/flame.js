// The spans of one trace as a flame graph: a span lies below its parent, spans that overlap lie below each other.

import { el, moveFocus, styled } from '../dom.js';
import { duration, serviceClass } from '../format.js';

const LANE_PIXELS = 24;
const MAX_SPANS = 2000;
const MIN_LABEL_SHARE = 0.02;

export class Flame {
  #onSelect;
  #boxes = []; // {node, lane}
  #elements = new Map();
  #selectedKey = null;
  #traceId = null;
  #trace = null;
  #all = [];
  #zoomed = null; // key of the span that fills the width

  constructor(root, onSelect) {
    this.root = root;
    this.#onSelect = onSelect;
    root.addEventListener('click', event => this.#onClick(event));
    root.addEventListener('dblclick', event => this.#onZoom(event));
    root.addEventListener('keydown', event => this.#onKey(event));
  }

  /** Shows the rows of a trace's tree. */
  show(all, trace) {
    if (trace.traceId !== this.#traceId) this.#zoomed = null;
    this.#traceId = trace.traceId;
    this.#trace = trace;
    this.#all = all;
    this.#boxes = lanes(all.slice(0, MAX_SPANS));
    this.#draw();
  }

  focus() {
    this.#elements.get(this.#selectedKey)?.focus();
  }

  /** Selects a span, the first one if there is no such. */
  select(key) {
    const box = this.#box(key) ?? this.#boxes[0];
    this.#selectedKey = box?.node.key ?? null;
    this.#mark();
    if (box) this.#onSelect(box.node);
  }

  #box(key) {
    return this.#boxes.find(({ node }) => node.key === key);
  }

  #draw() {
    const frame = this.#box(this.#zoomed)?.node.span ?? { offsetNanos: 0, durationNanos: this.#trace.durationNanos };
    const total = Math.max(frame.durationNanos, 1);
    this.#elements = new Map();
    let deepest = 0;
    for (const { node, lane } of this.#boxes) {
      const start = (node.span.offsetNanos - frame.offsetNanos) / total;
      const width = node.span.durationNanos / total;
      if (start > 1 || start + width < 0) continue;
      this.#elements.set(node.key, element(node, lane, Math.max(start, 0), Math.min(start + width, 1)));
      deepest = Math.max(deepest, lane);
    }
    const rows = styled(
        el('div', { className: 'boxes', role: 'tree', 'aria-label': 'Spans' }, ...this.#elements.values()),
        { height: `${(deepest + 1) * LANE_PIXELS}px` });
    const hints = [];
    if (this.#zoomed) hints.push(el('button', { type: 'button', textContent: 'Whole trace', onclick: () => this.#zoom(null) }));
    if (this.#all.length > MAX_SPANS) hints.push(`${this.#all.length - MAX_SPANS} more spans are not shown.`);
    this.root.replaceChildren(el('p', { className: 'hint' }, `${duration(total)} wide. `,
        this.#zoomed ? '' : 'Enter or a double click zooms in. ', ...hints), rows);
    this.#mark();
  }

  #mark() {
    const stop = this.#elements.has(this.#selectedKey) ? this.#selectedKey : this.#elements.keys().next().value;
    for (const [key, box] of this.#elements) {
      box.setAttribute('aria-selected', String(key === this.#selectedKey));
      box.tabIndex = key === stop ? 0 : -1;
    }
  }

  #zoom(key) {
    this.#zoomed = key === this.#zoomed ? null : key;
    this.#draw();
    this.focus();
  }

  #onZoom(event) {
    const key = keyOf(event);
    if (key) this.#zoom(key);
  }

  #onClick(event) {
    const key = keyOf(event);
    if (key) this.#go(key);
  }

  #go(key) {
    this.select(key);
    if (this.#elements.has(key)) moveFocus(this.#elements.values(), this.#elements.get(key));
  }

  #onKey(event) {
    const box = this.#box(keyOf(event));
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const lane = this.#boxes.filter(other => other.lane === box.lane && this.#elements.has(other.node.key))
        .sort((a, b) => a.node.span.offsetNanos - b.node.span.offsetNanos);
    const targets = {
      ArrowUp: () => box.node.parent,
      ArrowDown: () => box.node.children.find(child => this.#elements.has(child.key)),
      ArrowLeft: () => lane[lane.indexOf(box) - 1]?.node,
      ArrowRight: () => lane[lane.indexOf(box) + 1]?.node,
      Enter: () => this.#zoom(box.node.key),
    };
    if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const target = targets[event.key]();
    if (target) this.#go(target.key);
  }
}

function keyOf(event) {
  return event.target.closest('[role=treeitem]')?.dataset.key;
}

/** Puts each span into the first lane below its parent's in which it overlaps no other one. */
function lanes(nodes) {
  const taken = [];
  const laneOf = new Map();
  return nodes.map(node => {
    const start = node.span.offsetNanos;
    const end = start + node.span.durationNanos;
    let lane = node.parent ? (laneOf.get(node.parent) ?? -1) + 1 : 0;
    while (taken[lane]?.some(other => start < other.end && other.start < end)) lane++;
    (taken[lane] ??= []).push({ start, end });
    laneOf.set(node, lane);
    return { node, lane };
  });
}

function element(node, lane, from, to) {
  const { span } = node;
  const box = el('div', {
    role: 'treeitem', tabIndex: -1, 'data-key': node.key, 'aria-level': node.depth + 1,
    className: `box ${serviceClass(span.service)}${span.error ? ' failed' : ''}`,
    title: `${span.service}: ${span.name} ${span.resource} (${duration(span.durationNanos)})`,
    'aria-label': `${span.name} ${span.resource}, ${duration(span.durationNanos)}${span.error ? ', error' : ''}`,
  }, to - from > MIN_LABEL_SHARE ? el('span', { textContent: `${span.name} ${span.resource === span.name ? '' : span.resource}` }) : null);
  return styled(box, { left: `${100 * from}%`, width: `${100 * (to - from)}%`, top: `${lane * LANE_PIXELS}px` });
}
