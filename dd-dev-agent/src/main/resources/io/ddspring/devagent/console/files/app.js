// The frame around the pages: navigation, refreshing, keys.

import { getJson } from './api.js';
import { byId, el, svg } from './dom.js';
import { showForwarding } from './forwarding.js';
import { Live } from './live.js';
import { PageSlot } from './page-slot.js';
import { pages } from './pages.js';
import { parseRoute } from './router.js';
import { connectTools, isTyping, showHelp, switchTheme } from './tools.js';

const GAP_MILLIS = 300;
const STATES = {
  live: ['Live', 'The agent tells what changes. Click to pause (p)'],
  polling: ['Every 5 s', 'No live connection: asking every five seconds. Click to pause (p)'],
  paused: ['Paused', 'Click to go on (p)'],
};

const slots = new Map(pages.map(page => [page.name, new PageSlot(page, byId('main'), refreshNow)]));
let current = null;
let busy = false;
let again = false;

function changed(topics) {
  for (const slot of slots.values()) slot.note(topics);
  if (topics === null || topics.includes('problems')) countProblems();
  if (topics === null || topics.includes('forwarding')) showForwarding();
  refreshIfStale();
}

function refreshIfStale() {
  if (!busy && !document.hidden && !live.paused && current?.stale) refreshNow();
}

/** One refresh at a time; what is asked for meanwhile follows. */
async function refreshNow() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    do {
      again = false;
      byId('offline').hidden = await current.refresh();
    } while (again);
  } finally {
    setTimeout(endOfRefresh, GAP_MILLIS);
  }
}

function endOfRefresh() {
  busy = false;
  if (again) refreshNow();
  else refreshIfStale();
}

async function countProblems() {
  try {
    const { problems } = await getJson('/api/problems');
    linkTo('problems').lastChild.textContent = problems.length > 0 ? problems.length : '';
  } catch {
    // The current page tells when the agent does not answer.
  }
}

function navigate() {
  const route = parseRoute(location.hash) ?? { page: pages[0].name, path: [], query: new URLSearchParams() };
  const next = slots.get(route.page) ?? slots.get(pages[0].name);
  const isOther = next !== current;
  if (isOther) current?.hide();
  current = next;
  if (isOther) {
    current.show();
    showWhere();
  }
  current.navigate(route);
  if (current.stale) refreshNow();
}

function showWhere() {
  const { name, title } = current.page;
  document.title = `${title} · development agent`;
  for (const link of byId('navigation').children) link.removeAttribute('aria-current');
  const link = linkTo(name);
  link.setAttribute('aria-current', 'page');
  link.href = `#/${name}`;
  link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Coming back to a page is coming back to what it showed. */
function remember(oldAddress) {
  const { hash } = new URL(oldAddress);
  const link = linkTo(parseRoute(hash)?.page);
  if (link) link.href = hash;
}

function linkTo(name) {
  return [...byId('navigation').children].find(link => link.dataset.page === name);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape') {
    current.focusStart();
    return;
  }
  if (isTyping(event.target)) return;
  const actions = {
    '?': () => showHelp(current.shortcuts()),
    '/': () => current.focusSearch(),
    p: () => byId('live').click(),
    t: switchTheme,
  };
  pages.forEach((page, index) => { actions[index + 1] = () => linkTo(page.name).click(); });
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
}

function showState(state) {
  const [text, title] = STATES[state];
  byId('live').textContent = text;
  byId('live').title = title;
  byId('live').dataset.state = state;
  byId('live').setAttribute('aria-pressed', String(state !== 'paused'));
}

byId('navigation').append(...pages.map((page, index) => el('a', {
  href: `#/${page.name}`, title: `${page.title} (${index + 1})`, 'data-page': page.name,
}, svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, svg('path', { d: page.icon })),
page.title, ' ', el('span', { className: 'badge doubtful' }))));
byId('skip').addEventListener('click', event => {
  event.preventDefault();
  byId('main').focus();
});
byId('help').addEventListener('click', () => showHelp(current.shortcuts()));
byId('live').addEventListener('click', () => { live.paused = !live.paused; });
document.addEventListener('keydown', onKey);
addEventListener('hashchange', event => {
  remember(event.oldURL);
  navigate();
});
connectTools(() => changed(null));
showState('polling');
const live = new Live(changed, showState);
navigate();
