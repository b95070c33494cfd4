// Wires the page: refreshes the list, loads the selected trace, reacts to keys and buttons.

import { showDetails } from './details.js';
import { byId, el } from './dom.js';
import { dateAndClock, duration, plural, serviceClass } from './format.js';
import { TraceList } from './list.js';
import { Waterfall } from './waterfall.js';

const REFRESH_MILLIS = 2000;
const LIMIT = 300;

const list = new TraceList(byId('list'), id => open(id));
const waterfallRoot = el('div', { className: 'waterfall' });
let shown = null; // the trace on the right
let wanted = null; // the id of the trace that is to be there
const waterfall = new Waterfall(waterfallRoot, node => {
  byId('details').hidden = false;
  showDetails(byId('details'), node, shown);
});
let lastList = '';
let refreshing = false;
let refreshAgain = false;

async function fetchText(path, options) {
  const response = await fetch(path, options);
  if (!response.ok && response.status !== 404) throw new Error(`${path}: ${response.status}`);
  return response.status === 404 ? null : response.text();
}

async function refresh() {
  if (refreshing) {
    refreshAgain = true;
    return;
  }
  refreshing = true;
  try {
    const query = new URLSearchParams({ limit: LIMIT, service: byId('service').value, q: byId('search').value });
    const text = await fetchText(`/api/traces?${query}`);
    byId('offline').hidden = true;
    if (text !== lastList) {
      lastList = text;
      showList(JSON.parse(text));
    }
  } catch {
    byId('offline').hidden = false;
  } finally {
    refreshing = false;
    if (refreshAgain) {
      refreshAgain = false;
      refresh();
    }
  }
}

function showList(answer) {
  showServices(answer.services);
  list.show(answer.traces);
  byId('summary').textContent = summary(answer);
  byId('problems').hidden = answer.problems === 0;
  byId('problems').textContent = plural(answer.problems, 'problem');
  const current = answer.traces.find(trace => trace.traceId === wanted);
  if (current && shown && current.spanCount !== shown.spanCount) load(wanted, false);
  if (shown === null) showNothing(answer.kept);
}

function summary({ kept, matching, evicted, traces }) {
  const parts = [matching === kept ? plural(kept, 'trace') : `${matching} of ${plural(kept, 'trace')}`];
  if (traces.length < matching) parts.push(`newest ${traces.length} shown`);
  if (evicted > 0) parts.push(`${evicted.toLocaleString()} older gone`);
  return parts.join(' · ');
}

function showServices(services) {
  const select = byId('service');
  const known = [...select.options].slice(1).map(option => option.value);
  services.forEach(serviceClass);
  if (known.join('\n') === services.join('\n')) return;
  const value = select.value;
  const options = value && !services.includes(value) ? [...services, value] : services;
  select.replaceChildren(select.options[0], ...options.map(name => el('option', { value: name, textContent: name })));
  select.value = value;
}

function open(id) {
  wanted = id;
  history.replaceState(null, '', `#/trace/${id}`);
  return load(id, true);
}

async function load(id, isNew) {
  try {
    const text = await fetchText(`/api/traces/${encodeURIComponent(id)}`);
    if (wanted !== id) return;
    if (text === null) return showGone(id);
    shown = JSON.parse(text);
    wanted = shown.traceId;
    list.select(wanted);
    showTrace(isNew);
  } catch {
    byId('offline').hidden = false;
  }
}

function showTrace(isNew) {
  const selected = isNew ? null : waterfallRoot.querySelector('[aria-selected=true]')?.dataset.key;
  const services = [...new Set(shown.spans.map(span => span.service))];
  byId('trace').replaceChildren(
      el('div', { className: 'trace-head' },
          el('h2', {}, shown.resource, shown.error ? el('span', { className: 'badge bad', textContent: plural(shown.errorCount, 'error') }) : null),
          el('p', { className: 'quiet' }, `${dateAndClock(shown.startMicros)} · ${duration(shown.durationNanos)} · ${plural(shown.spanCount, 'span')} · `,
              el('button', { type: 'button', className: 'id', title: 'Copy the trace id', textContent: shown.traceId, onclick: copyId })),
          el('p', { className: 'legend' }, ...services.map(name =>
            el('span', {}, el('span', { className: `dot ${serviceClass(name)}` }), name)))),
      waterfallRoot);
  waterfall.show(shown);
  waterfall.select(selected ?? shown.spans.find(span => span.error && span.meta['error.stack'])?.spanId ?? null);
}

async function copyId(event) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(shown.traceId);
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 1000);
}

function showGone(id) {
  shown = null;
  byId('details').hidden = true;
  byId('trace').replaceChildren(el('div', { className: 'empty' }, el('h2', { textContent: 'This trace is gone' }), el('code', { textContent: id })));
}

function showNothing(kept) {
  if (wanted !== null) return;
  const keys = [['/', 'search'], ['↑ ↓', 'move'], ['← →', 'collapse, expand'], ['Esc', 'back to the list']];
  byId('details').hidden = true;
  byId('trace').replaceChildren(el('div', { className: 'empty' },
      el('h2', { textContent: kept > 0 ? 'Select a trace' : 'Waiting for traces' }),
      el('p', {}, 'Tracers send to ', el('code', { textContent: `http://${location.host}` }),
          location.port === '8126' ? ', their default.' : ': set DD_TRACE_AGENT_URL to it.'),
      el('dl', { className: 'keys' }, ...keys.flatMap(([key, what]) => [el('dt', {}, el('kbd', { textContent: key })), el('dd', { textContent: what })]))));
}

async function showProblems() {
  const { problems } = JSON.parse(await fetchText('/api/problems'));
  byId('problem-list').replaceChildren(...problems.map(problem => el('div', { className: 'problem' },
      el('p', { className: 'quiet', textContent: `${dateAndClock(problem.timeMillis * 1000)} · ${problem.request}` }),
      el('p', { textContent: problem.reason }))));
  byId('problem-dialog').showModal();
}

async function forget(path) {
  await fetchText(path, { method: 'DELETE' });
  return refresh();
}

function isLive() {
  return byId('live').getAttribute('aria-pressed') === 'true';
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

byId('search').addEventListener('input', refresh);
byId('service').addEventListener('change', refresh);
byId('problems').addEventListener('click', showProblems);
byId('live').addEventListener('click', () => {
  byId('live').setAttribute('aria-pressed', String(!isLive()));
  if (isLive()) refresh();
});
byId('clear').addEventListener('click', async () => {
  shown = null;
  wanted = null;
  list.select(null);
  history.replaceState(null, '', '#');
  await forget('/api/traces');
});
byId('problem-clear').addEventListener('click', async () => {
  byId('problem-dialog').close();
  await forget('/api/problems');
});
byId('theme').addEventListener('click', () => {
  const dark = getComputedStyle(document.documentElement).getPropertyValue('color-scheme') === 'dark'
      || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
  setTheme(dark ? 'light' : 'dark');
});
document.addEventListener('keydown', event => {
  const typing = event.target.matches('input, select, textarea');
  if (event.key === '/' && !typing) {
    byId('search').focus();
    event.preventDefault();
  } else if (event.key === 'Escape' && !byId('problem-dialog').open) {
    byId('list').querySelector('[tabindex="0"]')?.focus();
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && isLive()) refresh();
});

function openFromAddress() {
  const id = /^#\/trace\/([0-9a-f]{16,32})$/.exec(location.hash)?.[1];
  if (id && id !== wanted) {
    wanted = id;
    load(id, true);
  }
}

const theme = localStorage.getItem('theme');
if (theme === 'light' || theme === 'dark') setTheme(theme);
addEventListener('hashchange', openFromAddress);
openFromAddress();
refresh();
setInterval(() => {
  if (isLive() && !document.hidden) refresh();
}, REFRESH_MILLIS);
