// From the address to what is shown, and on with what happens. Nothing on the page moves by itself under the reader's
// eye: news waits behind a button.

import { h, morph } from './dom.js';
import * as api from './api.js';
import * as router from './router.js';
import * as format from './format.js';
import * as i18n from './i18n.js';
import { t } from './i18n.js';
import * as shell from './shell.js';
import * as charts from './chart.js';
import * as components from './components.js';
import { loadNames } from './words.js';
import { Live } from './live.js';
import { listenToKeys } from './keys.js';
import { onAction } from './actions.js';

const POLL_MS = 10_000;
const RETRY_MS = 3_000;


const main = document.getElementById('main');
/** What is shown: the address's meaning, the present day of the market, and what has come since. */
const page = { ...router.read(location), today: null, day: null, news: [], stale: false };

let module = null;
let data = null;
let problem = null;
let answeredAt = null;
let freshness = { lag: 0, standby: false };
let loading = 0;
let timer = null;
let names = null;

function key() {
  return JSON.stringify([page.path, [...page.query]]);
}

/** Asks for what the page needs; what is shown stays until the answer is there. */
async function load() {
  clearTimeout(timer);
  const mine = ++loading;
  document.body.classList.add('is-asking');
  try {
    names ??= loadNames().catch(error => {
      names = null;
      throw error;
    });
    const [loaded, market] = await Promise.all([import(`./${page.page}.js`), present(), names]);
    if (mine !== loading) {
      return;
    }
    page.today = market?.as_of ?? null;
    page.market = market;
    const unknowable = whyUnknowable();
    const found = unknowable ? null : await loaded.load(page);
    if (mine !== loading) {
      return;
    }
    module = loaded;
    data = found;
    problem = unknowable;
    page.day = page.asOf ?? page.today;
    page.news = [];
    page.stale = false;
    answeredAt = Date.now();
    freshness = api.takeFreshness();
  } catch (error) {
    if (mine !== loading) {
      return;
    }
    if (!(error instanceof api.Problem)) {
      document.body.classList.remove('is-asking');
      throw error;
    }
    problem = error;
  }
  document.body.classList.remove('is-asking');
  render();
  again(problem && !components.isFinal(problem) ? (problem.retryAfterSeconds ?? 0) * 1000 || RETRY_MS : POLL_MS);
}

/** The market now; null before the first event. */
async function present() {
  try {
    return await api.get('/market');
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** Why a day cannot be shown: it is none, or it has not come. */
function whyUnknowable() {
  if (page.badDay) {
    return new api.Problem(400, t('“{given}” is no day. A day is written as 2024-11-11.', { given: page.asOf }));
  }
  return page.asOf !== null && page.today !== null && page.asOf > page.today
    ? new api.Problem(400, t('{day} lies ahead of what is known. The latest day is {today}.', { day: format.longDay(page.asOf), today: format.longDay(page.today) }))
    : null;
}

/** Looks again: always where an answer is missing, else whether there is anything new, while somebody looks. */
function again(ms) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const mine = loading;
    if (document.hidden || (!problem && page.asOf !== null)) {
      again(ms);
    } else if (problem) {
      load();
    } else {
      try {
        const news = await api.isNews();
        page.silent = false;
        page.stale ||= news;
      } catch {
        page.silent = true;
      }
      if (mine === loading) {
        frame();
        again(page.silent ? RETRY_MS : POLL_MS);
      }
    }
  }, ms);
}

function render() {
  charts.begin();
  const shows = data && !(problem && components.isFinal(problem));
  const content = shows ? module.render(page, data) : problem ? components.explanation(page, problem) : components.skeleton();
  main.setAttribute('aria-busy', shows || problem ? 'false' : 'true');
  morph(main, h('main', {}, h('div', { 'data-key': `${page.path}?${page.lang}` }, content)));
  charts.paint();
  if (shows) {
    module.after?.(page, data);
  }
  const name = shows ? module.title(data, page) : problem ? t(components.isFinal(problem) ? components.FINAL[problem.status] : 'No answer') : null;
  document.title = [name, page.asOf && !page.badDay ? format.day(page.asOf) : null, 'Bellwether'].filter(Boolean).join(' · ');
  frame();
}

/** What is around the page. */
function frame() {
  shell.render(page, { answeredAt, freshness, problem: data ? problem : null });
}

/** Goes to an address. */
export function go(url, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  arrive();
}

/** Asks again for what is shown. */
export const reload = () => load();

/** Shows what is chosen on the page without asking again. */
export const refresh = () => render();

function arrive() {
  const before = key();
  const path = page.path;
  Object.assign(page, router.read(location));
  i18n.choose(page.lang);
  if (key() === before) {
    render();
    return;
  }
  document.querySelector('.more')?.removeAttribute('open');
  if (path !== page.path) {
    api.forget();
    data = null;
    problem = null;
    page.chosen = null;
    render();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  follow();
  load();
}

function follow() {
  if (page.asOf === null && !document.hidden) {
    live.start();
  } else {
    live.stop();
  }
}

const live = new Live({
  state(name) {
    page.silent = name === 'reconnecting';
    frame();
  },
  transition(alert) {
    page.news.push(alert);
    page.stale = true;
    document.getElementById('announcer').textContent = alert.message;
    frame();
  },
  resumed() {
    page.stale = true;
    frame();
  },
});

document.addEventListener('click', event => {
  const button = event.target.closest('[data-action]');
  if (button && button.nodeName !== 'FORM') {
    onAction(page, button.dataset.action, button, module, data);
    return;
  }
  const link = event.target.closest('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && link.origin === location.origin && !link.target && plain && !link.hash && !/^\/(api|openapi|assets|login|logout)\b/.test(link.pathname) && !link.hasAttribute('download')) {
    event.preventDefault();
    go(link.href);
  }
});
for (const kind of ['change', 'submit', 'input']) {
  document.addEventListener(kind, event => {
    const action = event.target.dataset?.[kind];
    if (action) {
      event.preventDefault();
      onAction(page, action, event.target, module, data);
    }
  });
}
document.addEventListener('visibilitychange', follow);
addEventListener('popstate', arrive);
listenToKeys(page);

i18n.choose(page.lang);
render();
follow();
load();
