// Tells what has changed on the agent: by a stream of events, and by the clock while there is none.

const POLL_MILLIS = 5000;

/** Runs while the tab is visible; a hidden tab holds no connection, of which a browser has few for one host. */
export class Live {
  #changed;
  #stateChanged;
  #source = null;
  #poll = null;
  #paused = false;

  /**
   * @param changed gets the topics that have changed; null when any may have
   * @param stateChanged gets `live`, `polling` or `paused`
   */
  constructor(changed, stateChanged) {
    this.#changed = changed;
    this.#stateChanged = stateChanged;
    document.addEventListener('visibilitychange', () => this.#start());
    this.#start();
  }

  get paused() {
    return this.#paused;
  }

  set paused(paused) {
    this.#paused = paused;
    this.#start();
  }

  #start() {
    this.#source?.close();
    this.#source = null;
    clearInterval(this.#poll);
    if (this.#paused) this.#stateChanged('paused');
    if (this.#paused || document.hidden) return;
    this.#open();
    this.#poll = setInterval(() => this.#tick(), POLL_MILLIS);
  }

  #open() {
    this.#source = new EventSource('/api/events');
    this.#source.onopen = () => {
      this.#stateChanged('live');
      // What changed before nobody told.
      this.#changed(null);
    };
    this.#source.onmessage = event => this.#changed(event.data.split(','));
    this.#source.onerror = () => this.#stateChanged('polling');
  }

  #tick() {
    if (this.#source.readyState === EventSource.OPEN) return;
    this.#changed(null);
    // The browser connects again by itself after a broken connection, not after an answer like 503.
    if (this.#source.readyState === EventSource.CLOSED) this.#open();
  }
}
