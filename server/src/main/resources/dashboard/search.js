// Search: what is typed is asked for; the first answer opens by Enter.

import { go } from './app.js';
import { h, morph } from './dom.js';
import * as api from './api.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

const PAUSE_MS = 120;
const GROUPS = { brand: 'Brands', model: 'Models', technology: 'Technologies', rule: 'Rules', signal: 'Signals' };

let timer = null;
let asked = 0;
let results = [];

const field = () => document.getElementById('search');
const list = () => document.getElementById('found');

/** Something was typed. */
export function typed(page, text) {
  clearTimeout(timer);
  const mine = ++asked;
  timer = setTimeout(() => find(page, text.trim(), mine), PAUSE_MS);
}

async function find(page, text, mine) {
  if (text === '') {
    close();
    return;
  }
  const found = await api.get('/search', { q: text, as_of: page.asOf });
  if (mine !== asked) {
    return;
  }
  results = found.map(entry => ({ ...entry, to: href(page, address(entry), query(entry)) }));
  let group = null;
  morph(list(), h('div', {}, results.length === 0 ? h('p', { class: 'quiet' }, t('Nothing found for “{text}”.', { text })) : results.map((entry, i) => {
    const head = entry.kind === group ? null : h('h3', { role: 'presentation' }, t(GROUPS[entry.kind]));
    group = entry.kind;
    return [head, h('a', { href: entry.to, role: 'option', id: `found-${i}`, 'aria-selected': 'false', tabindex: -1 }, label(entry))];
  })));
  list().hidden = false;
  field().setAttribute('aria-expanded', 'true');
}

function label(entry) {
  return entry.kind === 'brand' ? words.brand(entry.brand)
    : entry.kind === 'model' ? `${words.brand(entry.brand)} ${entry.name}`
      : entry.kind === 'technology' ? words.capital(words.technology(entry.name))
        : entry.kind === 'rule' ? words.rule(entry.name) : entry.text;
}

function address(entry) {
  switch (entry.kind) {
    case 'brand': return path('/brands/{}', entry.brand);
    case 'model': return path('/brands/{}/models/{}', entry.brand, entry.name);
    case 'technology': return path('/technology/{}', entry.name);
    case 'rule': return '/signals';
    default: return path('/signals/{}', entry.name);
  }
}

const query = entry => (entry.kind === 'rule' ? { rule: entry.name } : {});

/** Opens the first answer, or all signals that have the text. */
export async function first(page) {
  const text = field().value.trim();
  clearTimeout(timer);
  if (text === '') {
    return;
  }
  await find(page, text, ++asked);
  const chosen = list().querySelector('[aria-selected="true"]');
  const to = chosen ? chosen.getAttribute('href') : results.length > 0 ? results[0].to : href(page, '/signals', { q: text });
  close();
  field().value = '';
  field().blur();
  go(to);
}

/** Up and down the answers. */
export function key(page, event) {
  if (event.target !== field() || list().hidden || !['ArrowDown', 'ArrowUp'].includes(event.key)) {
    return;
  }
  event.preventDefault();
  const options = [...list().querySelectorAll('[role="option"]')];
  const at = options.findIndex(option => option.getAttribute('aria-selected') === 'true');
  const next = Math.max(0, Math.min(options.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)));
  options.forEach((option, i) => option.setAttribute('aria-selected', i === next ? 'true' : 'false'));
  field().setAttribute('aria-activedescendant', options[next]?.id ?? '');
}

export function close() {
  const panel = list();
  if (panel && !panel.hidden) {
    panel.hidden = true;
    field().setAttribute('aria-expanded', 'false');
    field().removeAttribute('aria-activedescendant');
  }
}
