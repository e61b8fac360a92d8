// The keyboard: a letter does what the sheet says, outside of fields.

import { go } from './app.js';
import { h, morph } from './dom.js';
import { t } from './i18n.js';
import * as router from './router.js';
import * as days from './days.js';
import * as search from './search.js';
import { copy } from './actions.js';

const PLACES = { t: '/', s: '/signals', b: '/brands', c: '/compare', e: '/technology', p: '/promises', n: '/news', h: '/changes', o: '/sources' };
const SHEET = [
  ['/', 'Search'],
  ['g t', 'Today'],
  ['g s', 'Signals'],
  ['g b', 'Brands'],
  ['g e', 'Technology'],
  ['g p', 'Promises'],
  ['g n', 'News'],
  ['g h', 'Changes'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['[  ]', 'Previous and next day with news'],
  ['d', 'Choose the day'],
  ['c', 'Compare'],
  ['y', 'Copy the address'],
  ['?', 'This sheet'],
];

let awaited = false;

/** Listens to the whole page. */
export function listenToKeys(page) {
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      search.close();
      days.close();
      return;
    }
    if (event.target.closest?.('input, textarea, select, [contenteditable], .plot, dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) {
      search.key(page, event);
      return;
    }
    if (awaited) {
      awaited = false;
      if (event.key in PLACES) {
        event.preventDefault();
        go(router.href(page, PLACES[event.key]));
      }
      return;
    }
    const action = KEYS[event.key];
    if (action) {
      event.preventDefault();
      action(page);
    }
  });
}

const KEYS = {
  g() {
    awaited = true;
  },
  '/': () => document.getElementById('search')?.focus(),
  '?': () => showKeys(),
  j: () => step(1),
  k: () => step(-1),
  '[': page => days.step(page, -1),
  ']': page => days.step(page, 1),
  d: page => days.toggle(page),
  c: page => go(router.href(page, '/compare')),
  y: () => copy(location.href),
};

/** From one row to the next: whatever carries data-row. */
function step(by) {
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

/** The sheet of keys. */
export function showKeys() {
  const dialog = document.getElementById('dialog');
  morph(dialog, h('dialog', {},
    h('div', { class: 'subhead' }, h('h2', { id: 'keys-head' }, t('Keys')), h('button', { type: 'button', class: 'plain', 'data-action': 'close' }, t('Close'))),
    h('dl', { class: 'keys' }, SHEET.map(([key, text]) => h('div', {}, h('dt', {}, key.split('  ').map(one => h('kbd', {}, one))), h('dd', {}, t(text)))))));
  dialog.setAttribute('aria-labelledby', 'keys-head');
  dialog.showModal();
}
