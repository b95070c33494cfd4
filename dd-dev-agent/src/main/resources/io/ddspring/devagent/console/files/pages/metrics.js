// Metrics that came by DogStatsD: series with their course, events and service checks.

import { getJson } from '../api.js';
import { el, update } from '../dom.js';
import { number, plural, time } from '../format.js';
import { emptyState, marks, sparkline } from '../parts.js';
import { SortedTable } from '../table.js';

export const page = {
  name: 'metrics',
  title: 'Metrics',
  icon: 'M3 3.5V17h14M6 13l3.5-4.5 2.5 2.5 4.5-6',
  what: 'metrics',
  topics: ['metrics'],
  open: root => new Metrics(root),
};

const STATES = { ok: 'good', success: 'good', info: '', unknown: '', warning: 'doubtful', critical: 'bad', error: 'bad' };

class Metrics {
  #summary = el('p', { className: 'summary', 'aria-live': 'polite' });
  #empty = emptyState('No metrics yet', '');
  #others = el('div', {});
  #table = new SortedTable({
    label: 'Series',
    empty: '',
    sortedBy: 0,
    descending: false,
    keyOf: series => [series.name, series.type, ...tagsOf(series).toSorted()].join('\n'),
    columns: [
      { title: 'Metric', value: series => series.name, className: 'grows name' },
      { title: 'Type', value: series => series.type },
      { title: 'Tags', value: series => tagsOf(series).join(' '), cell: series => marks(tagsOf(series)), className: 'grows' },
      {
        title: 'Course', value: series => (series.points ?? []).length, cell: series => sparkline(series.points ?? []),
        hint: 'Sort by the number of points',
      },
      { title: 'Last', value: series => series.last ?? 0, cell: series => number(series.last), className: 'figure' },
      { title: 'Values', value: series => series.count ?? 0, cell: series => number(series.count), className: 'figure' },
      { title: 'At', value: series => series.lastMillis ?? 0, cell: series => time(series.lastMillis), className: 'figure' },
    ],
  });

  constructor(root) {
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Metrics' }), this.#summary, this.#empty, this.#table.element, this.#others);
  }

  async refresh() {
    const { series = [], events = [], checks = [], port } = await getJson('/api/metrics');
    this.#summary.textContent = `${series.length === 1 ? 'One series' : `${number(series.length)} series`}, `
        + `${plural(events.length, 'event')}, ${plural(checks.length, 'check')}${port ? ` · DogStatsD on UDP port ${port}` : ''}`;
    this.#empty.hidden = series.length + events.length + checks.length > 0;
    this.#empty.lastChild.textContent = port
      ? `Send DogStatsD datagrams to UDP port ${port} of this machine. Tracers send metrics of the runtime there.`
      : 'This agent takes none: it was started without a port for DogStatsD.';
    this.#table.show(rareTagsFirst(series));
    this.#table.element.hidden = series.length === 0;
    update(this.#others, list('Events', events.map(event => entry(event.title, event.alertType, event.text, event))),
        list('Service checks', checks.map(check => entry(check.name, check.status, check.message, check))));
  }
}

/** The tags that tell series of one name apart come first. */
function rareTagsFirst(all) {
  const counts = new Map();
  const key = (series, tag) => `${series.name}\n${tag}`;
  for (const series of all) {
    for (const tag of tagsOf(series)) counts.set(key(series, tag), (counts.get(key(series, tag)) ?? 0) + 1);
  }
  return all.map(series => ({
    ...series, tags: [...tagsOf(series)].sort((a, b) => counts.get(key(series, a)) - counts.get(key(series, b))),
  }));
}

function tagsOf(series) {
  return series.tags ?? [];
}

function list(title, entries) {
  return entries.length === 0 ? null
    : el('section', { 'data-key': title, 'aria-label': title }, el('h3', { textContent: title }), entries);
}

function entry(title, state, text, { timeMillis, host, source, tags = [] }) {
  return el('div', { className: 'extra' },
      el('p', {}, el('span', { className: `badge ${STATES[state] ?? ''}`, textContent: state }), ' ',
          el('strong', { textContent: title }),
          el('span', { className: 'quiet', textContent: ` ${[time(timeMillis), host, source].filter(word => word).join(' · ')}` })),
      text ? el('p', { className: 'lines', textContent: text }) : null,
      tags.length > 0 ? marks(tags) : null);
}
