// Questions to the server, and how current the answers are.

const MOST_PAGES = 10;

/** An answer that is a problem (RFC 9457), or none at all (status 0). */
export class Problem extends Error {
  constructor(status, detail, retryAfterSeconds, body = null) {
    super(detail);
    this.body = body;
    this.detail = detail;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What the page asked since it was opened, newest last, each once. */
const addresses = new Set();
const MOST_ADDRESSES = 30;

/** The addresses that were asked. */
export const asked = () => [...addresses].slice(-MOST_ADDRESSES);

/** Forgets what an earlier page asked. */
export const forget = () => addresses.clear();

/** How current the answers since the last {@link takeFreshness} are. */
let lag = 0;
let standby = false;

/** Up to where the market was known when it was last asked for: it moves with every figure, a brand's come before it. */
let marketPosition = null;

/** Whether any figure may have changed since the market was last asked for. */
export async function isNews() {
  const before = marketPosition;
  await get('/market');
  return marketPosition !== before;
}

export function takeFreshness() {
  const freshness = { lag, standby };
  lag = 0;
  standby = false;
  return freshness;
}

/** One answer. Parameters that are null or empty are left out. */
export async function get(path, parameters = {}) {
  return (await answer(address(path, parameters))).value;
}

/** What a write of a session has to carry; nothing without a login. */
async function proof() {
  const session = await fetch('/session', { headers: { Accept: 'application/json' } });
  const csrf = session.ok ? (await session.json()).csrf : null;
  return csrf ? { 'X-CSRF-Token': csrf } : {};
}

/** Sends JSON; the answer, if it was taken. */
export const post = (path, body) => send(path, JSON.stringify(body), 'application/json');

/** Sends something of a type; the answer, if it was taken. */
export async function send(path, body, type) {
  let response;
  try {
    const headers = { 'Content-Type': type, Accept: 'application/json', ...(await proof()) };
    response = await fetch(`/api/v1${path}`, { method: 'POST', headers, body });
  } catch {
    throw new Problem(0, 'the server does not answer');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(response.status, answer.detail ?? response.statusText, null, answer);
  }
  return answer;
}

/** All parts of a list. */
export async function list(path, parameters = {}) {
  const entries = [];
  let next = address(path, parameters);
  for (let page = 0; next; page++) {
    if (page === MOST_PAGES) {
      throw new Problem(0, 'there is more than this page can show');
    }
    const part = await answer(next);
    entries.push(...part.value);
    next = part.next;
  }
  return entries;
}

function address(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

async function answer(url) {
  let response;
  addresses.add(url);
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' } });
  } catch {
    throw new Problem(0, 'the server does not answer');
  }
  if (response.status === 401) {
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.detail ?? response.statusText, Number(response.headers.get('Retry-After')) || null);
  }
  lag = Math.max(lag, Number(response.headers.get('Bellwether-Lag')) || 0);
  if (url.startsWith('/api/v1/market')) {
    marketPosition = response.headers.get('Bellwether-Position');
  }
  standby ||= response.headers.has('Bellwether-Stale');
  const link = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('Link') ?? '');
  try {
    return { value: await response.json(), next: link ? link[1] : null };
  } catch {
    throw new Problem(0, 'the answer broke off');
  }
}
