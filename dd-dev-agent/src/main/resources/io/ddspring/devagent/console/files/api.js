// Asks the agent.

/** The agent has no such path: it is one without the part that answers there, or what was asked for is gone. */
export class NotOffered extends Error {}

/** The agent refused; the message is its own. */
export class Refused extends Error {}

/** There was no answer. */
export class Unanswered extends Error {}

/** The text of the answer to a request. */
export async function send(method, path, body) {
  let response;
  let text;
  try {
    response = await fetch(path, { method, body });
    text = await response.text();
  } catch (cause) {
    throw new Unanswered(path, { cause });
  }
  if (response.status === 404) throw new NotOffered(path);
  if (!response.ok) throw new Refused(text.trim() || `${path}: ${response.status}`);
  return text;
}

export function getText(path) {
  return send('GET', path);
}

export async function getJson(path) {
  return JSON.parse(await getText(path));
}

/** What went wrong, for people. */
export function reason(failure) {
  if (failure instanceof Refused) return failure.message;
  return failure instanceof NotOffered ? 'this agent does not offer it' : 'the agent does not answer';
}
