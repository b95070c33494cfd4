// JSON as a tree that can be folded; what is folded has no elements until it is unfolded.

import { el } from './dom.js';

const MAX_ENTRIES = 500;
const OPEN_LEVELS = 2;
const ALL_OPEN_CHARS = 5000;
const OPEN_ENTRIES = 40;

/** A tree for any value that JSON knows. */
export function jsonTree(value) {
  const signature = JSON.stringify(value);
  const openLevels = signature.length <= ALL_OPEN_CHARS ? Infinity : OPEN_LEVELS;
  const root = el('div', { className: 'json' }, branch(null, value, openLevels));
  root.signature = signature;
  return root;
}

function branch(name, value, openLevels) {
  const label = name === null ? [] : [el('span', { className: 'json-name', textContent: name }), ': '];
  if (value === null || typeof value !== 'object') return el('div', { className: 'json-leaf' }, label, leaf(value));
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const count = isList ? `[${entries.length}]` : `{${entries.length}}`;
  const details = el('details', {}, el('summary', {}, label, el('span', { className: 'quiet', textContent: count })));
  const unfold = () => {
    if (details.childElementCount > 1) return;
    details.append(...entries.slice(0, MAX_ENTRIES).map(([key, child]) => branch(key, child, openLevels - 1)));
    if (entries.length > MAX_ENTRIES) {
      details.append(el('p', { className: 'quiet', textContent: `${entries.length - MAX_ENTRIES} more are not shown.` }));
    }
  };
  details.addEventListener('toggle', () => { if (details.open) unfold(); });
  if (openLevels > 0 && entries.length <= OPEN_ENTRIES) {
    unfold();
    details.open = true;
  }
  return details;
}

function leaf(value) {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return el('span', { className: `json-${value === null ? 'null' : typeof value}`, textContent: text });
}
