// Telemetry: what each runtime reports of itself.

import { getJson, NotOffered } from '../api.js';
import { el, update } from '../dom.js';
import { time } from '../format.js';
import { emptyState, factList } from '../parts.js';
import { address } from '../router.js';
import { tables } from './telemetry-tables.js';

export const page = {
  name: 'telemetry',
  title: 'Telemetry',
  icon: 'M2 10h4l2.5-6 3.5 12 2.5-6H18',
  what: 'telemetry',
  topics: ['telemetry'],
  open: (root, frame) => new Telemetry(root, frame),
};

const MESSAGES = 200;
const SECTIONS = [
  ['overview', 'Overview'], ['settings', 'Settings'], ['integrations', 'Integrations'], ['dependencies', 'Dependencies'],
  ['endpoints', 'Endpoints'], ['logs', 'Logs'], ['metrics', 'Metrics'], ['messages', 'Messages'],
];

class Telemetry {
  #frame;
  #runtime = el('select', { 'aria-label': 'Runtime' });
  #tabs = el('nav', { className: 'tabs', 'aria-label': 'Sections' });
  #overview = el('div', {});
  #tables = tables();
  #body = el('div', {});
  #empty = emptyState('No runtime has reported anything yet', 'Tracers report at their start and every minute, unless DD_INSTRUMENTATION_TELEMETRY_ENABLED is false.');
  #wanted = ['', 'overview'];

  constructor(root, frame) {
    this.#frame = frame;
    root.classList.add('scroll', 'padded');
    root.append(el('div', { className: 'head' }, el('h2', { textContent: 'Telemetry' }), this.#runtime),
        this.#tabs, this.#empty, this.#body);
    this.#runtime.addEventListener('change', () => {
      location.hash = address('telemetry', [this.#runtime.value, this.#wanted[1]]);
    });
  }

  navigate({ path: [runtimeId = '', section = 'overview'] }) {
    this.#wanted = [runtimeId, SECTIONS.some(([name]) => name === section) ? section : 'overview'];
    this.#frame.refresh();
  }

  async refresh() {
    const { runtimes = [] } = await getJson('/api/telemetry');
    const [wantedId, section] = this.#wanted;
    const runtime = runtimes.find(({ runtimeId }) => runtimeId === wantedId) ?? runtimes[0];
    this.#empty.hidden = runtime !== undefined;
    for (const part of [this.#runtime, this.#tabs, this.#body]) part.hidden = runtime === undefined;
    if (runtime === undefined) return;
    this.#showRuntimes(runtimes, runtime.runtimeId);
    update(this.#tabs, SECTIONS.map(([name, title]) => {
      const tab = el('a', { href: address('telemetry', [runtime.runtimeId, name]), textContent: title + countOf(runtime, name) });
      if (name === section) tab.setAttribute('aria-current', 'page');
      return tab;
    }));
    await this.#show(section, runtime);
  }

  async #show(section, runtime) {
    if (section === 'overview') {
      update(this.#overview, overview(runtime));
      return this.#place(this.#overview);
    }
    const table = this.#tables[section];
    table.show(await this.#rows(section, runtime));
    return this.#place(table.element);
  }

  #place(element) {
    if (this.#body.firstChild !== element) this.#body.replaceChildren(element);
  }

  async #rows(section, runtime) {
    if (section === 'settings') {
      const path = `/api/telemetry/${encodeURIComponent(runtime.runtimeId)}/configuration`;
      return withFate((await orNothing(path)).settings ?? []);
    }
    if (section === 'messages') {
      const { messages = [] } = await orNothing(`/api/telemetry/messages?limit=${MESSAGES}`);
      return messages.filter(({ runtimeId }) => runtimeId === runtime.runtimeId);
    }
    return runtime[section] ?? [];
  }

  #showRuntimes(runtimes, chosen) {
    update(this.#runtime, runtimes.map(({ runtimeId, service, env, closed }) => el('option', {
      value: runtimeId, 'data-key': runtimeId,
      textContent: `${service || 'unknown'}${env ? ` (${env})` : ''} · ${runtimeId.slice(0, 8)}${closed ? ' · ended' : ''}`,
    })));
    this.#runtime.value = chosen;
  }
}

/** The answer; empty when what was asked about has gone meanwhile. */
async function orNothing(path) {
  try {
    return await getJson(path);
  } catch (failure) {
    if (failure instanceof NotOffered) return {};
    throw failure;
  }
}

/** Settings by name; of several values for one name the last effective one is in use, the others are overridden. */
function withFate(settings) {
  const inUse = new Map();
  for (const setting of settings) if (setting.effective) inUse.set(setting.name, setting);
  return settings.map((setting, index) => ({ ...setting, index, isInUse: inUse.get(setting.name) === setting }))
      .sort((a, b) => a.name.localeCompare(b.name) || Number(b.isInUse) - Number(a.isInUse) || b.index - a.index);
}

function countOf(runtime, section) {
  return Array.isArray(runtime[section]) && runtime[section].length > 0 ? ` ${runtime[section].length}` : '';
}

function overview(runtime) {
  const products = Object.entries(runtime.products ?? {});
  const facts = [
    ['Service', runtime.service], ['Environment', runtime.env], ['Version', runtime.version], ['Language', runtime.language],
    ['Tracer', runtime.tracerVersion], ['Runtime id', el('code', { textContent: runtime.runtimeId })],
    ['First report', time(runtime.startedMillis)],
    ['Last report', `${time(runtime.lastMillis)}${runtime.closed ? ', said that it ends' : ''}`],
  ];
  return [el('div', { className: 'columns' }, el('section', { className: 'card' }, el('h3', { textContent: 'Runtime' }),
    factList(facts.map(([name, value]) => [name, value === undefined || value === '' ? '–' : value]))),
  el('section', { className: 'card' }, el('h3', { textContent: 'Products' }),
    products.length === 0 ? el('p', { className: 'quiet', textContent: 'None reported.' })
      : el('ul', { className: 'products' }, products.map(([name, state]) => product(name, state)))))];
}

function product(name, state) {
  const isOn = state === true || state?.enabled === true;
  const error = typeof state?.error === 'string' ? state.error : state?.error?.message;
  return el('li', { 'data-key': name },
      el('span', { className: isOn ? 'badge good' : 'badge', textContent: isOn ? 'on' : 'off' }), ` ${name} `,
      state?.version ? el('span', { className: 'quiet', textContent: state.version }) : null,
      error ? el('span', { className: 'bad-text', textContent: ` ${error}` }) : null);
}
