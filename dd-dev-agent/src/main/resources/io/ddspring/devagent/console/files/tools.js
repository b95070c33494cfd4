// What the frame offers on every page: help, theme, recording, forgetting everything.

import { reason, send } from './api.js';
import { tell } from './copy.js';
import { byId, el } from './dom.js';

const KEYS = [
  ['?', 'this help'],
  ['/', 'search'],
  ['1 … 9', 'pages'],
  ['p', 'pause, go on'],
  ['t', 'light, dark'],
  ['Esc', 'back to the list, or close'],
];

export function isTyping(element) {
  return element.matches('input:not([type=checkbox]), select, textarea');
}

export function showHelp(ofPage) {
  const table = keys => el('dl', { className: 'keys' }, keys.map(([key, what]) => [
    el('dt', {}, el('kbd', { textContent: key })), el('dd', { textContent: what })]));
  byId('help-keys').replaceChildren(table(KEYS),
      ...(ofPage.length > 0 ? [el('h3', { textContent: 'On this page' }), table(ofPage)] : []));
  byId('help-dialog').showModal();
}

export function switchTheme() {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  setTheme(isDark ? 'light' : 'dark');
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

async function importRecording(event) {
  const [file] = event.target.files;
  if (!file) return;
  try {
    const { payloads, taken } = JSON.parse(await send('POST', '/api/recording', file));
    tell(`${taken} of ${payloads} payloads taken from ${file.name}`);
    byId('recording-dialog').close();
  } catch (failure) {
    tell(`Not imported: ${reason(failure)}`);
  } finally {
    event.target.value = '';
  }
}

/** Connects the buttons; `changed` is called when everything may have. */
export function connectTools(changed) {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') setTheme(theme);
  byId('theme').addEventListener('click', switchTheme);
  byId('recording').addEventListener('click', () => byId('recording-dialog').showModal());
  byId('recording-file').addEventListener('change', async event => {
    await importRecording(event);
    changed();
  });
  byId('clear').addEventListener('click', () => byId('clear-dialog').showModal());
  byId('clear-everything').addEventListener('click', async () => {
    byId('clear-dialog').close();
    try {
      await send('DELETE', '/api/everything');
      tell('Everything is forgotten');
    } catch (failure) {
      tell(`Not forgotten: ${reason(failure)}`);
    }
    changed();
  });
  for (const button of document.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
}
