// The service map: which service calls which, from the kept traces.

import { getJson } from '../api.js';
import { el, svg, update } from '../dom.js';
import { duration, number, percent, plural, serviceClass } from '../format.js';
import { HEIGHT, Plan, WIDTH } from '../map/plan.js';
import { emptyState } from '../parts.js';
import { address } from '../router.js';

export const page = {
  name: 'map',
  title: 'Service map',
  icon: 'M3 10a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M13 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M13 15a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7.7 8.8L13.2 5.9M7.7 11.2L13.2 14.1',
  what: 'a service map',
  topics: ['traces', 'map'],
  open: root => new ServiceMap(root),
};

const MAX_NAME_CHARS = 22;

class ServiceMap {
  shortcuts = [['Tab', 'from service to service'], ['Enter', 'its calls']];
  #drawing = el('div', { className: 'map-drawing scroll' });
  #side = el('section', { className: 'map-side', 'aria-label': 'Selected service', 'aria-live': 'polite' });
  #selected = null;
  #answer = { services: [], calls: [] };

  constructor(root) {
    root.classList.add('map');
    root.append(this.#drawing, this.#side);
  }

  async refresh() {
    this.#answer = await getJson('/api/map');
    this.#answer.services.forEach(({ name }) => serviceClass(name));
    this.#draw();
  }

  #select(name) {
    this.#selected = this.#selected === name ? null : name;
    this.#draw();
  }

  #draw() {
    const { services, calls } = this.#answer;
    if (services.length === 0) {
      update(this.#drawing, emptyState('No services yet', 'The map is drawn from the traces that are kept.'));
      update(this.#side);
      this.#side.hidden = true;
      return;
    }
    this.#side.hidden = false;
    const plan = new Plan(services, calls);
    update(this.#drawing, svg('svg', {
      class: 'service-map', width: plan.width, height: plan.height, viewBox: `0 0 ${plan.width} ${plan.height}`, role: 'group', 'aria-label': 'Services',
    }, arrowHead(),
    calls.filter(call => plan.shows(call)).map(call => this.#call(call, plan)),
    services.map(service => this.#service(service, plan.placeOf(service.name)))));
    update(this.#side, ...this.#details());
  }

  #service(service, { x, y }) {
    const { name, spans, errors, durationNanos } = service;
    const isSelected = name === this.#selected;
    const text = spans > 0 ? `${plural(spans, 'span')} · ${duration(durationNanos / spans)}` : 'sends no spans';
    return svg('g', {
      'data-key': `service ${name}`, class: `node ${serviceClass(name)}${errors > 0 ? ' failed' : ''}${isSelected ? ' selected' : ''}${spans > 0 ? '' : ' silent'}`,
      transform: `translate(${x} ${y})`, tabindex: 0, role: 'button', 'aria-pressed': String(isSelected),
      onclick: () => this.#select(name),
      onkeydown: event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        this.#select(name);
      },
    },
    name.length > MAX_NAME_CHARS ? svg('title', {}, name) : null,
    svg('rect', { width: WIDTH, height: HEIGHT, rx: 8, class: 'node-box' }),
    svg('rect', { width: 6, height: HEIGHT, rx: 3, class: 'node-colour' }),
    svg('text', { x: 18, y: 24, class: 'node-name' }, shortened(name)),
    svg('text', { x: 18, y: 43, class: 'node-text' }, text),
    errors > 0 ? svg('text', { x: WIDTH - 10, y: 24, class: 'node-errors', 'text-anchor': 'end' }, percent(errors, spans)) : null);
  }

  #call(call, plan) {
    const { from, to, calls, errors, durationNanos } = call;
    const { d, label } = plan.pathOf(call);
    const isNear = this.#selected === null || this.#selected === from || this.#selected === to;
    return svg('g', {
      'data-key': `call ${from}\n${to}`, class: `call${errors > 0 ? ' failed' : ''}${isNear ? '' : ' far'}`,
    },
    svg('title', {}, `${from} calls ${to}: ${plural(calls, 'call')}, ${plural(errors, 'error')}`),
    svg('path', { d, 'marker-end': 'url(#arrow)' }),
    svg('text', { x: label.x, y: label.y - 6, 'text-anchor': 'middle' },
        `${number(calls)} · ${duration(calls > 0 ? durationNanos / calls : NaN)}`));
  }

  #details() {
    const service = this.#answer.services.find(({ name }) => name === this.#selected);
    if (!service) return [el('p', { className: 'quiet', textContent: 'Select a service to see its calls.' })];
    const { name, spans, errors, durationNanos } = service;
    const list = (title, calls, other) => (calls.length === 0 ? null : el('section', {}, el('h3', { textContent: title }),
        el('ul', {}, calls.map(call => el('li', {}, other(call),
            el('span', { className: 'quiet', textContent: ` ${plural(call.calls, 'call')}, ${plural(call.errors, 'error')}` }))))));
    return [
      el('h2', {}, el('span', { className: `dot ${serviceClass(name)}` }), ` ${name}`),
      el('p', { textContent: spans > 0
        ? `${plural(spans, 'span')}, ${plural(errors, 'error')}, ${duration(durationNanos / spans)} on average`
        : 'Known from the calls to it only.' }),
      spans > 0 ? el('p', {}, el('a', { href: address('traces', [], { service: name }), textContent: 'Its traces' })) : null,
      list('Called by', this.#answer.calls.filter(({ to }) => to === name), ({ from }) => from),
      list('Calls', this.#answer.calls.filter(({ from }) => from === name), ({ to }) => to),
    ];
  }
}

function arrowHead() {
  return svg('defs', {}, svg('marker', {
    id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse',
  }, svg('path', { d: 'M0 0 L8 4 L0 8 z' })));
}

function shortened(name) {
  return name.length > MAX_NAME_CHARS ? `${name.slice(0, MAX_NAME_CHARS - 1)}…` : name;
}
