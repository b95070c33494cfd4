// Tells in the frame whether what comes is passed on to a real Agent.

import { getJson } from './api.js';
import { byId } from './dom.js';
import { number, time } from './format.js';

/** Asks the agent and shows the answer; nothing is shown when nothing is passed on. */
export async function showForwarding() {
  let status;
  try {
    status = await getJson('/api/forwarding');
  } catch {
    return; // The current page tells when the agent does not answer.
  }
  const shown = byId('forwarding');
  shown.hidden = !status.url;
  if (!status.url) return;
  const lost = status.failed + status.dropped;
  shown.className = lost > 0 ? 'badge bad' : 'badge good';
  shown.textContent = `→ ${status.url.replace(/^\w+:\/\//, '')}${lost > 0 ? ` · ${number(lost)} lost` : ''}`;
  shown.title = [`Passed on to ${status.url}: ${number(status.forwarded)} payloads`, `waiting: ${number(status.queued)}`,
    `not taken: ${number(status.failed)}, given up: ${number(status.dropped)}`,
    status.lastError ? `${time(status.lastErrorMillis)}: ${status.lastError}` : null].filter(line => line !== null).join('\n');
}
