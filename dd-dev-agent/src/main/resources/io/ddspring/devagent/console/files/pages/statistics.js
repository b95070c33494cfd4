// Statistics that the clients computed: hits, errors and latencies of each resource.

import { getJson } from '../api.js';
import { el, styled } from '../dom.js';
import { duration, number, percent, plural, serviceClass } from '../format.js';
import { emptyState } from '../parts.js';
import { address } from '../router.js';
import { SortedTable } from '../table.js';

export const page = {
  name: 'statistics',
  title: 'Statistics',
  icon: 'M3 17h14M6 14v-4M10 14V4M14 14V7',
  what: 'statistics',
  topics: ['stats'],
  open: root => new Statistics(root),
};

const SOURCES = { client: 'the tracers', agent: 'this agent', 'client,agent': 'the tracers and this agent' };
const LATENCIES = ['p50Nanos', 'p75Nanos', 'p90Nanos', 'p95Nanos', 'p99Nanos'];

class Statistics {
  #summary = el('p', { className: 'summary', 'aria-live': 'polite' });
  #scale = { least: 1, most: 1 };
  #table = new SortedTable({
    label: 'Resources',
    sortedBy: 3,
    empty: emptyState('No statistics yet', 'They are counted from the spans that come, or sent every ten seconds by tracers that count them.'),
    keyOf: row => [row.service, row.name, row.resource, row.type, row.kind, row.status].join('\n'),
    columns: [
      { title: 'Service', value: row => row.service, cell: row => serviceOf(row) },
      { title: 'Resource', value: row => `${row.resource} ${row.name}`, cell: row => resourceOf(row), className: 'grows' },
      { title: 'Kind', value: row => [row.type, row.kind, row.status || ''].filter(text => text).join(' ') },
      count('Hits', row => row.hits),
      { ...count('Errors', row => row.errors), cell: row => errorsOf(row) },
      ...LATENCIES.map(name => ({
        title: name.replace('Nanos', ''), value: row => row[name] ?? 0, cell: row => duration(row[name]), className: 'figure',
      })),
      {
        title: 'p50 … p99', value: row => row.p99Nanos ?? 0, cell: row => this.#bar(row), className: 'latency',
        hint: 'From p50 to p99 on a logarithmic scale, with a mark at p95. Sort by p99',
      },
    ],
  });

  constructor(root) {
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Statistics' }), this.#summary, this.#table.element);
  }

  async refresh() {
    const { resources = [], buckets = 0, source = '' } = await getJson('/api/stats');
    const known = resources.filter(row => row.p50Nanos > 0);
    this.#scale = {
      least: Math.min(...known.map(row => row.p50Nanos)),
      most: Math.max(...known.map(row => row.p99Nanos)),
    };
    this.#summary.textContent = resources.length === 0 ? ''
      : `${plural(resources.length, 'resource')} in ${plural(buckets, 'bucket')} of ten seconds, counted by ${SOURCES[source] ?? source}`;
    this.#table.show(resources);
  }

  #bar(row) {
    const { least, most } = this.#scale;
    if (!(row.p50Nanos > 0)) return '';
    const width = Math.max(Math.log(most / least), 1e-9);
    const at = nanos => 100 * Math.min(Math.max(Math.log(nanos / least) / width, 0), 1);
    const from = at(row.p50Nanos);
    const label = `p50 ${duration(row.p50Nanos)}, p95 ${duration(row.p95Nanos)}, p99 ${duration(row.p99Nanos)}`;
    return el('div', { className: 'latency-track', role: 'img', 'aria-label': label, title: label },
        styled(el('span', { className: 'latency-bar' }), { left: `${from}%`, width: `${Math.max(at(row.p99Nanos) - from, 1)}%` }),
        styled(el('span', { className: 'latency-mark' }), { left: `${at(row.p95Nanos)}%` }));
  }
}

function count(title, value) {
  return { title, value: row => value(row) ?? 0, cell: row => number(value(row) ?? 0), className: 'figure' };
}

function serviceOf(row) {
  return el('span', {}, el('span', { className: `dot ${serviceClass(row.service)}` }), ` ${row.service}`);
}

function resourceOf(row) {
  return el('div', {},
      el('a', {
        href: address('traces', [], { service: row.service, q: `resource:"${row.resource.replaceAll('"', ' ')}"` }), title: 'Traces of it', textContent: row.resource,
      }),
      el('span', { className: 'quiet', textContent: ` ${row.name}` }));
}

function errorsOf(row) {
  if (!row.errors) return '0';
  return el('span', { className: 'bad-text', textContent: `${number(row.errors)} (${percent(row.errors, row.hits)})` });
}
