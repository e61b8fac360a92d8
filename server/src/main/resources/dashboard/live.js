// The stream of alerts: resumes behind what it has seen, also where the browser itself gives up.

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Follows the alerts until closed. */
export class Live {
  #source = null;
  #lastId = null;
  #pauseMs = FIRST_PAUSE_MS;
  #timer = null;

  /** @param hears `state(name)`: connecting, live, reconnecting; `transition(alert)`; `resumed()` when what was missed may matter */
  constructor(hears) {
    this.hears = hears;
  }

  start() {
    if (this.#source || this.#timer) {
      return;
    }
    this.hears.state(this.#lastId === null ? 'connecting' : 'reconnecting');
    this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    this.#timer = null;
    const from = this.#lastId === null ? '' : `?last_event_id=${encodeURIComponent(this.#lastId)}`;
    const source = new EventSource(`/api/v1/alerts/stream${from}`);
    this.#source = source;
    source.addEventListener('ready', event => {
      const again = this.#lastId !== null;
      this.#lastId = event.lastEventId;
      this.#pauseMs = FIRST_PAUSE_MS;
      this.hears.state('live');
      if (again) {
        this.hears.resumed();
      }
    });
    source.addEventListener('transition', event => {
      this.#lastId = event.lastEventId;
      this.hears.transition(JSON.parse(event.data));
    });
    source.addEventListener('dropped', event => {
      if (JSON.parse(event.data).reason.includes('begin anew')) {
        this.#lastId = null;
      }
      this.#retry(source);
    });
    source.addEventListener('error', () => {
      if (source === this.#source) {
        this.hears.state('reconnecting');
        if (source.readyState === EventSource.CLOSED) {
          this.#retry(source);
        }
      }
    });
  }

  #retry(source) {
    source.close();
    if (source !== this.#source) {
      return;
    }
    this.#source = null;
    this.hears.state('reconnecting');
    this.#timer = setTimeout(() => this.#connect(), this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }
}
