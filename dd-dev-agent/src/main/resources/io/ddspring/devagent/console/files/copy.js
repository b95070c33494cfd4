// Short messages, and buttons that copy.

import { byId, el } from './dom.js';

const TOLD_MILLIS = 4000;
let timer = 0;

/** Shows a short message for a moment. */
export function tell(text) {
  byId('told').textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { byId('told').textContent = ''; }, TOLD_MILLIS);
}

/** A button that copies a text to the clipboard, or what a function gives by then. */
export function copyButton(text, what, label = 'copy') {
  return el('button', {
    type: 'button', className: 'copy', textContent: label, title: `Copy ${what}`, 'aria-label': nameOf(label, what),
    onclick: async event => {
      event.stopPropagation();
      try {
        await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
        tell(`Copied ${what}`);
      } catch {
        tell('The browser does not let this page copy');
      }
    },
  });
}

/** The visible text comes first, so that it can be spoken to choose the button. */
function nameOf(label, what) {
  const action = `copy ${what}`;
  return action.startsWith(label) ? action : `${label}: ${action}`;
}
