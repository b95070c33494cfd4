// Remote configuration: what is offered, which clients took it, and an editor.

import { getJson, reason, send } from '../api.js';
import { tell } from '../copy.js';
import { el, update } from '../dom.js';
import { plural, time } from '../format.js';
import { jsonTree } from '../json-tree.js';
import { factList } from '../parts.js';
import { ConfigEditor } from '../remote-config/editor.js';

export const page = {
  name: 'remote-config',
  title: 'Remote configuration',
  icon: 'M3 6h6M13 6h4M11 4v4M3 14h2M9 14h8M7 12v4',
  what: 'remote configuration',
  topics: ['remote-config', 'remoteconfig'],
  open: (root, frame) => new RemoteConfig(root, frame),
};

const STATES = { acknowledged: 'good', unacknowledged: 'doubtful', error: 'bad' };

class RemoteConfig {
  #frame;
  #offered = el('div', {});
  #clients = el('div', {});
  #editor;

  constructor(root, frame) {
    this.#frame = frame;
    this.#editor = new ConfigEditor((product, id, content) => this.#offer(product, id, content));
    root.classList.add('scroll', 'padded');
    root.append(el('h2', { textContent: 'Remote configuration' }),
        el('div', { className: 'columns' },
            el('section', { 'aria-label': 'Offer a configuration' }, el('h3', { textContent: 'Offer a configuration' }), this.#editor.element),
            el('section', { 'aria-label': 'Offered' }, el('h3', { textContent: 'Offered' }), this.#offered)),
        el('h3', { textContent: 'Clients' }), this.#clients);
  }

  async refresh() {
    const { clients = [], configs = [] } = await getJson('/api/remote-config');
    update(this.#offered, configs.length === 0
      ? el('p', { className: 'hint', textContent: 'Nothing: clients use their own settings.' })
      : configs.map(config => this.#config(config, clients)));
    update(this.#clients, clients.length === 0
      ? el('p', { className: 'hint', textContent: 'No client has asked for configurations yet. Tracers ask every five seconds, unless DD_REMOTE_CONFIGURATION_ENABLED is false.' })
      : clients.map(client => card(client)));
  }

  #config(config, clients) {
    const states = clients.flatMap(client => (client.states ?? [])
        .filter(({ id, product }) => id === config.id && product === config.product).map(({ state }) => state));
    return el('div', { className: 'card', 'data-key': config.path },
        el('div', { className: 'head' },
            el('p', {}, el('strong', { textContent: config.id }), ` ${config.product} `,
                el('span', { className: 'quiet', textContent: `version ${config.version ?? '–'} ` }),
                Object.keys(STATES).filter(state => states.includes(state)).map(state => el('span', {
                  className: `badge ${STATES[state]}`, textContent: `${states.filter(other => other === state).length} ${state}`,
                })),
                states.length === 0 ? el('span', { className: 'quiet', textContent: 'no client has it yet' }) : null),
            el('button', { type: 'button', textContent: 'Edit', onclick: () => this.#editor.edit(config) }),
            el('button', { type: 'button', textContent: 'Take back', onclick: () => this.#takeBack(config) })),
        jsonTree(config.content));
  }

  async #offer(product, id, content) {
    await send('PUT', pathOf(product, id), content);
    tell(`Offered: clients get ${id} with their next poll`);
    this.#frame.refresh();
  }

  async #takeBack({ product, id }) {
    try {
      await send('DELETE', pathOf(product, id));
      tell(`Taken back: ${id}`);
    } catch (failure) {
      tell(`Not taken back: ${reason(failure)}`);
    }
    this.#frame.refresh();
  }
}

function pathOf(product, id) {
  return `/api/remote-config/${encodeURIComponent(product)}/${encodeURIComponent(id)}`;
}

function card(client) {
  const states = client.states ?? [];
  const capabilities = client.capabilities ?? [];
  const facts = [
    ['Runtime id', el('code', { textContent: client.runtimeId ?? '–' })],
    ['Last poll', time(client.lastPollMillis)],
    ['Targets version', String(client.targetsVersion ?? '–')],
    ['Products', (client.products ?? []).join(', ') || 'none'],
    ['Capabilities', el('details', {}, el('summary', { textContent: plural(capabilities.length, 'capability').replace('capabilitys', 'capabilities') }),
        capabilities.join(', '))],
  ];
  return el('section', { className: 'card', 'data-key': client.id },
      el('h4', {}, client.service || 'unknown service',
          el('span', { className: 'quiet', textContent: ` ${[client.env, client.version].filter(text => text).join(' · ')} ` }),
          client.gone ? el('span', { className: 'badge', textContent: 'gone', title: 'It has not asked for a minute' }) : null),
      client.error ? el('p', { className: 'bad-text', textContent: client.error }) : null,
      factList(facts),
      states.length === 0 ? null : el('table', { className: 'list-table' },
          el('thead', {}, el('tr', {}, ['Configuration', 'Product', 'Version', 'State', 'Error'].map(title =>
            el('th', { scope: 'col', textContent: title })))),
          el('tbody', {}, states.map(state => el('tr', { 'data-key': `${state.product}/${state.id}` },
              el('td', { textContent: state.id }), el('td', { textContent: state.product }), el('td', { textContent: state.version ?? '' }),
              el('td', {}, el('span', { className: `badge ${STATES[state.state] ?? ''}`, textContent: state.state })),
              el('td', { className: 'bad-text', textContent: state.error ?? '' }))))));
}
