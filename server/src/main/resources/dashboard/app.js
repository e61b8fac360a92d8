// The page: from the address to what is shown, and on with what happens.

import { h, morph } from './dom.js';
import * as api from './api.js';
import * as format from './format.js';
import { Live } from './live.js';
import * as router from './router.js';
import * as signals from './signals.js';
import * as brands from './brands.js';
import * as brand from './brand.js';
import * as technology from './technology.js';
import * as promises from './promises.js';
import { sweep } from './charts.js';
import { loadCourse, withCourse } from './course.js';

const VIEWS = { signals, brands, brand, technology, promises };
const PLACES = [['signals', '/', 'Signals'], ['brands', '/brands', 'Brands'], ['technology', '/technology', 'Technology'], ['promises', '/promises', 'Promises']];
const POLL_MS = 4_000;
const SOON_MS = 250;
const RETRY_MS = 3_000;
const COURSE_MS = 3_000;
const FRESH_MS = 8_000;
const MOST_TOLD = 3;

const page = {
  ...router.read(location),
  /** Ids of alerts that are open on the page, and of those that have just changed. */
  opened: new Set(),
  fresh: new Set(),
  /** The life of an alert by its id. */
  lives: new Map(),
  /** The day that is shown. */
  day: null,
};
const main = document.getElementById('main');
const note = document.getElementById('note');
const dayInput = document.getElementById('day');

let data = null;
let shown = null;
let problem = null;
let answeredAt = null;
let stream = 'connecting';
let loading = 0;
let timer = null;
let today = null;
let told = [];
let dayTyped = false;
let freshness = { lag: 0, standby: false };

// Loading ----------------------------------------------------------------------------------------------------------

function key() {
  return JSON.stringify([page.view, page.subject, page.asOf, page.measure]);
}

/** Asks for what the view needs; what is shown stays until the answer is there. */
async function load() {
  clearTimeout(timer);
  const mine = ++loading;
  const wanted = key();
  const view = VIEWS[page.view];
  if (!view) {
    data = null;
    problem = new api.Problem(404, 'There is no such page.');
    shown = wanted;
    render();
    return;
  }
  try {
    const found = await view.load(page);
    if (mine !== loading) {
      return;
    }
    data = found;
    problem = null;
    shown = wanted;
    answeredAt = Date.now();
    freshness = api.takeFreshness();
    page.day = found.market?.as_of ?? page.asOf;
    if (page.asOf === null) {
      today = page.day;
    }
    await refreshLives();
    if (page.asOf === null && page.day && data.alerts) {
      // Waited for, so that nothing on the page moves once it is there; not for ever.
      let late = false;
      const course = loadCourse(page.day).then(() => late && render());
      await Promise.race([course, new Promise(resolve => setTimeout(resolve, COURSE_MS))]);
      late = true;
      if (mine !== loading) {
        return;
      }
    }
  } catch (error) {
    if (mine !== loading) {
      return;
    }
    if (!(error instanceof api.Problem)) {
      throw error;
    }
    problem = error;
    if (shown !== wanted) {
      data = null;
      shown = wanted;
    }
  }
  render();
  again(problem ? (problem.retryAfterSeconds ?? 0) * 1000 || RETRY_MS : POLL_MS);
}

/** Looks again after a time: always where an answer is missing, else only at the present, while somebody looks. */
function again(ms) {
  clearTimeout(timer);
  if (problem ? problem.status !== 400 : page.asOf === null) {
    timer = setTimeout(() => (document.hidden ? again(ms) : problem ? load() : poll()), ms);
  }
}

/** Figures change without a signal, too: a small question tells whether there is anything new to ask for. */
async function poll() {
  const mine = loading;
  const news = await api.isNews().catch(() => true);
  if (mine !== loading) {
    return;
  }
  if (news) {
    load();
  } else {
    answeredAt = Date.now();
    freshness = api.takeFreshness();
    frame();
    again(POLL_MS);
  }
}

async function refreshLives() {
  if (page.asOf !== null) {
    return;
  }
  const stale = (data.alerts ?? []).filter(alert => page.opened.has(alert.alert_id) && page.lives.get(alert.alert_id)?.length !== alert.sequence);
  await Promise.all(stale.map(alert => loadLife(alert.alert_id)));
}

async function loadLife(id) {
  try {
    page.lives.set(id, await api.get(`/alerts/${encodeURIComponent(id)}`));
  } catch (error) {
    if (!(error instanceof api.Problem)) {
      throw error;
    }
    page.lives.delete(id); // the alert itself says enough
  }
}

// Showing ----------------------------------------------------------------------------------------------------------

function render() {
  const view = VIEWS[page.view];
  const full = data?.alerts ? { ...data, alerts: withCourse(data.alerts, page.asOf === null, alert => alert.brand === page.subject || page.view === 'signals') } : data;
  const content = full ? view.render(page, full) : h('div', {}, problem ? explanation(problem) : skeleton());
  const next = h('main', {}, content);
  main.setAttribute('aria-busy', data || problem ? 'false' : 'true');
  morph(main, next);
  if (full) {
    view.after?.(page, full);
  }
  sweep();
  const name = full ? view.title(full) : 'Bellwether';
  document.title = `${name}${page.asOf ? ` on ${format.day(page.asOf)}` : ''} · Bellwether`;
  frame();
}

function explanation(error) {
  if (error.status === 404) {
    return h('div', { class: 'empty big' },
      h('h1', {}, page.view === 'brand' || !VIEWS[page.view] ? 'Not found' : 'Nothing yet'),
      h('p', {}, capital(error.detail), page.asOf ? ` The day asked for is ${format.longDay(page.asOf)}.` : null),
      page.view === 'brand' || !VIEWS[page.view] ? null : h('p', { class: 'quiet' }, 'It fills as events are published: bellwether publish PATH, or POST /api/v1/events.'));
  }
  return h('div', { class: 'empty big' },
    h('h1', {}, 'No answer'),
    h('p', {}, `${capital(error.detail)}. This page asks again by itself.`));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function skeleton() {
  return h('div', { class: 'skeleton', role: 'status' }, h('span', { class: 'sr' }, 'Loading'), Array.from({ length: 9 }, () => h('div', { class: 'bone', 'aria-hidden': 'true' })));
}

/** What is around the view: where one is, of which day, how current. */
function frame() {
  const views = h('nav', {}, PLACES.map(([view, path, text]) => h('a', { href: router.href(page, path), 'aria-current': view === page.view || (view === 'brands' && page.view === 'brand') ? 'page' : null }, text)));
  morph(document.getElementById('views'), views);
  document.querySelector('.wordmark').setAttribute('href', router.href(page, '/'));
  const day = page.asOf ?? page.day ?? '';
  if (document.activeElement !== dayInput && dayInput.value !== day) {
    dayInput.value = day;
  }
  if (today) {
    dayInput.max = today;
  }
  document.querySelector('[data-action="now"]').setAttribute('aria-pressed', page.asOf === null ? 'true' : 'false');
  document.querySelector('[data-action="month-on"]').disabled = page.asOf === null;
  document.body.classList.toggle('is-past', page.asOf !== null);
  morph(note, h('div', {}, notice()));
  morph(document.getElementById('currency'), h('p', {}, currency()));
  const state = stateOf();
  const element = document.getElementById('state');
  element.dataset.state = state.id;
  document.getElementById('state-text').textContent = state.text;
  const dark = isDark();
  document.getElementById('theme').setAttribute('aria-pressed', dark ? 'true' : 'false');
}

function stateOf() {
  if (page.asOf !== null) {
    return problem ? { id: 'off', text: 'No answer' } : { id: 'past', text: 'Past day' };
  }
  return { live: { id: 'live', text: 'Live' }, connecting: { id: 'connecting', text: 'Connecting' }, reconnecting: { id: 'off', text: 'Reconnecting' } }[stream];
}

function notice() {
  if (problem && data) {
    return h('p', { class: 'is-warning' }, `${capital(problem.detail)}. These are the figures of ${format.time(answeredAt)}; this page asks again by itself.`);
  }
  if (page.asOf !== null) {
    return h('p', {}, h('b', {}, format.longDay(page.asOf)), ': as it was known at the end of that day, with nothing published since.');
  }
  return null;
}

function currency() {
  if (answeredAt === null) {
    return '';
  }
  const { lag, standby } = freshness;
  return [
    page.asOf === null && page.day ? `As of ${format.longDay(page.day)}, asked at ${format.time(answeredAt)}.` : null,
    lag > 0 ? ` ${format.count(lag)} ${lag === 1 ? 'record waits' : 'records wait'} to be worked out.` : null,
    standby ? ' A replica answered while an instance is away.' : null,
    ' Days are UTC.',
  ];
}

// What happens -----------------------------------------------------------------------------------------------------

function go(url, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  arrive();
}

/** Follows the address. */
function arrive(moved = true) {
  const before = key();
  const view = page.view + page.subject;
  Object.assign(page, router.read(location));
  follow();
  if (key() === before) {
    render();
    return;
  }
  if (moved && view !== page.view + page.subject) {
    data = null;
    problem = null;
    page.opened.clear();
    render();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  document.body.classList.add('is-asking');
  load().finally(() => document.body.classList.remove('is-asking'));
}

/** Follows the alerts where somebody may look: a browser has six connections to a server, for all of its tabs. */
function follow() {
  if (page.asOf === null && !document.hidden) {
    live.start();
  } else {
    live.stop();
  }
}

function soon() {
  if (page.asOf === null) {
    clearTimeout(timer);
    timer = setTimeout(load, SOON_MS);
  }
}

const live = new Live({
  state(name) {
    stream = name;
    frame();
  },
  transition(alert) {
    page.fresh.add(alert.alert_id);
    setTimeout(() => page.fresh.delete(alert.alert_id), FRESH_MS);
    announce(alert);
    soon();
  },
  resumed: soon,
});

const STEPS = { OPENED: 'Opened', CHANGED: 'Changed', RESOLVED: 'Resolved' };

/** To screen readers: each of a few, the number of many. */
function announce(alert) {
  if (told.length === 0) {
    setTimeout(() => {
      document.getElementById('announcer').textContent = told.length > MOST_TOLD ? `${format.count(told.length)} signals changed.` : told.join(' ');
      told = [];
    }, 1_000);
  }
  told.push(`${STEPS[alert.status]}: ${alert.status === 'RESOLVED' ? '' : `${alert.severity.toLowerCase()}, `}${format.words(alert.rule)}, ${alert.subject}.`);
}

const ACTIONS = {
  severity(name) {
    const chosen = new Set(page.severities);
    if (!chosen.delete(name)) {
      chosen.add(name);
    }
    go(router.withQuery(location, { severity: [...chosen].join(',') }), true);
  },
  sort(id) {
    const down = page.sort.id === id ? !page.sort.down : id !== 'brand';
    go(router.withQuery(location, { sort: `${down ? '-' : ''}${id}` }), true);
  },
  details(id) {
    if (!page.opened.delete(id)) {
      page.opened.add(id);
      if (page.asOf === null && !page.lives.has(id)) {
        loadLife(id).then(render);
      }
    }
    render();
  },
  now: () => go(router.withQuery(location, { as_of: null })),
  'month-back': () => step(-1),
  'month-on': () => step(1),
  theme() {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('bellwether.theme', next);
    } catch {
      // No storage: it holds until the page is left.
    }
    render();
  },
};

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function step(months) {
  const from = page.asOf ?? page.day;
  if (from) {
    const to = format.addMonths(from, months);
    go(router.withQuery(location, { as_of: today && to >= today ? null : to }));
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-action]');
  if (button) {
    ACTIONS[button.dataset.action](button.dataset.value);
    return;
  }
  const link = event.target.closest('a[href]');
  if (link && link.origin === location.origin && !link.target && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      && !link.hash && !link.pathname.startsWith('/api/') && link.pathname !== '/openapi.json') {
    event.preventDefault();
    go(link.href);
  }
});
document.addEventListener('change', event => {
  if (event.target.dataset.change === 'brand') {
    go(router.withQuery(location, { brand: event.target.value }), true);
  } else if (event.target.dataset.change === 'measure') {
    go(router.withQuery(location, { measure: event.target.value === 'DELIVERIES' ? null : event.target.value }), true);
  } else if (event.target === dayInput && dayInput.value && dayInput.validity.valid && dayInput.value !== (page.asOf ?? page.day)) {
    // A date typed part by part is one step of the way, not three.
    go(router.withQuery(location, { as_of: today && dayInput.value >= today ? null : dayInput.value }), dayTyped);
    dayTyped = true;
  }
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.defaultPrevented) {
    const line = event.target.closest?.('.signal')?.dataset.key;
    if (line && page.opened.delete(line)) {
      render();
      document.querySelector(`.signal-line[data-value="${CSS.escape(line)}"]`)?.focus();
    }
  }
});
dayInput.addEventListener('blur', () => {
  dayTyped = false;
});
document.getElementById('as-of').addEventListener('submit', event => event.preventDefault());
document.addEventListener('visibilitychange', () => {
  follow();
  if (!document.hidden) {
    soon();
  }
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render);
addEventListener('popstate', () => arrive());

render();
follow();
load();
