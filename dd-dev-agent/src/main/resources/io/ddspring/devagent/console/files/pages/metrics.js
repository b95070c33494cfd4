// Metrics that came by DogStatsD: series with their course, events and service checks.

import { getJson } from '../api.js';
import { el, svg, update } from '../dom.js';
import { number, plural, time } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { SortedTable } from '../table.js';

export const page = {
  name: 'metrics',
  title: 'Metrics',
  icon: 'M3 3.5V17h14M6 13l3.5-4.5 2.5 2.5 4.5-6',
  what: 'metrics',
  topics: ['metrics'],
  open: root => new Metrics(root),
};

const WIDTH = 160;
const HEIGHT = 28;
const PAD = 2;

class Metrics {
  #summary = el('p', { className: 'summary', 'aria-live': 'polite' });
  #others = el('div', {});
  #table = new SortedTable({
    label: 'Series',
    empty: 'No metrics yet.',
    keyOf: keyOf,
    columns: [
      { title: 'Metric', value: series => series.name, className: 'grows' },
      { title: 'Type', value: series => series.type },
      { title: 'Tags', value: series => tagsOf(series).join(' '), cell: series => tags(tagsOf(series)), className: 'grows' },
      { title: 'Course', value: series => (series.points ?? []).length, cell: sparkline, hint: 'Sort by the number of points' },
      { title: 'Last', value: series => series.last ?? 0, cell: series => number(series.last), className: 'figure' },
      { title: 'At', value: series => series.lastMillis ?? 0, cell: series => time(series.lastMillis), className: 'figure' },
      { title: 'Values', value: series => series.count ?? 0, cell: series => number(series.count), className: 'figure' },
    ],
  });

  constructor(root) {
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Metrics' }), this.#summary, this.#table.element, this.#others);
  }

  async refresh() {
    const { series = [], events = [], checks = [], port } = await getJson('/api/metrics');
    this.#summary.textContent = [port ? `DogStatsD on UDP port ${port}` : null, plural(series.length, 'series').replace('seriess', 'series')]
        .filter(text => text !== null).join(' · ');
    this.#table.show(series);
    update(this.#others, list('Events', events), list('Service checks', checks));
  }
}

function keyOf(series) {
  return [series.name, series.type, ...tagsOf(series)].join('\n');
}

function tagsOf(series) {
  return series.tags ?? [];
}

/** Tags as separate marks. */
function tags(names) {
  return el('span', { className: 'marks' }, names.map(name => el('code', { className: 'mark', textContent: name })));
}

function sparkline(series) {
  const points = (series.points ?? []).filter(([, value]) => Number.isFinite(value));
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

function list(title, values) {
  if (values.length === 0) return null;
  return el('section', { 'data-key': title }, el('h3', { textContent: title }),
      values.map((value, index) => el('div', { className: 'extra', 'data-key': values.length - index },
          el('p', {}, el('strong', { textContent: value.title ?? value.name ?? '' }),
              el('span', { className: 'quiet', textContent: ` ${time(value.timeMillis)}` })),
          jsonTree(value))));
}
