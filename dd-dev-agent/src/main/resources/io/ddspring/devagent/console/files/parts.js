// Parts that several pages are made of.

import { el, svg } from './dom.js';
import { number } from './format.js';

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 2;
const MAX_MARKS = 4;

/** What a page says while it has nothing to show: what would be here, and how to get it there. */
export function emptyState(title, ...paragraphs) {
  return el('div', { className: 'empty', 'data-key': 'empty' },
      el('h2', { textContent: title }), paragraphs.map(content => el('p', {}, content)));
}

/** Terms with what they mean, or facts with their values. */
export function factList(entries) {
  return el('dl', { className: 'facts' },
      entries.map(([name, value]) => [el('dt', { textContent: name }), el('dd', {}, value)]));
}

/** Tags as separate marks, of which the first few are shown and the others can be unfolded. */
export function marks(names) {
  const mark = name => el('code', { className: 'mark', textContent: name, title: name });
  const shown = names.length > MAX_MARKS + 1 ? MAX_MARKS : names.length;
  return el('div', { className: 'marks' }, names.slice(0, shown).map(mark),
      shown === names.length ? null : el('details', {},
          el('summary', { className: 'quiet', title: names.slice(shown).join('\n'), textContent: `${names.length - shown} more` }),
          el('div', { className: 'marks' }, names.slice(shown).map(mark))));
}

/** The course of values, `[at, value]`, as a small curve; a dash when there are too few. */
export function sparkline(all) {
  const points = all.filter(([, value]) => Number.isFinite(value)).sort(([a], [b]) => a - b);
  if (points.length < 2) return el('span', { className: 'quiet', textContent: '–' });
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [points[0][0], points.at(-1)[0]];
  const place = (value, from, to, size) => PAD + (to > from ? (value - from) / (to - from) : 0.5) * (size - 2 * PAD);
  const line = points.map(([at, value]) =>
    `${place(at, first, last, WIDTH).toFixed(1)},${(HEIGHT - place(value, least, most, HEIGHT)).toFixed(1)}`);
  return svg('svg', {
    class: 'sparkline', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img',
    'aria-label': `${points.length} points from ${number(least)} to ${number(most)}`,
  }, svg('title', {}, `${number(least)} … ${number(most)}`), svg('polyline', { points: line.join(' ') }));
}
