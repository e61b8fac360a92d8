// What was refused: by file, reason and kind; each letter has a page of its own, where it is put right.

import { h } from './dom.js';
import * as api from './api.js';
import { empty, head, paged, table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';

const MOST = 500;
const LIMIT = 50;
export const KINDS = { json: 'JSON', csv: 'Row of a table', record: 'Record of a topic', alert: 'Message of a signal' };
export const STATES = { open: 'Waiting', done: 'Done' };

export async function load(page) {
  const state = page.query.get('state') === 'done' ? 'done' : 'open';
  const letters = await api.get('/dead-letters', { state, origin: page.query.get('origin'), reason: page.query.get('reason'), kind: page.query.get('kind') in KINDS ? page.query.get('kind') : null, limit: MOST });
  return { letters, state };
}

export const title = () => t('Refused');

/** Where a letter came from, as `file:line`. */
export const place = letter => (letter.position === '' ? letter.origin : `${letter.origin}:${letter.position}`);

/** Why it was refused, with the field at fault. */
export const why = letter => h('span', { lang: 'en' }, letter.field ? [h('b', {}, letter.field), ': '] : null, letter.reason);

export function render(page, { letters, state }) {
  const { shown, nav } = paged(page, letters, LIMIT);
  const kind = page.query.get('kind') ?? '';
  const text = (name, label) => h('p', {}, h('label', { for: `of-${name}` }, label), h('input', { id: `of-${name}`, name, value: page.query.get(name) ?? '', 'data-change': 'query', maxlength: 200 }));
  return h('div', {},
    head(t('Refused'), h('nav', { class: 'tabs', 'aria-label': t('Status') }, Object.entries(STATES).map(([name, label]) => h('a', { href: href(page, '/refused', { ...Object.fromEntries(page.query), state: name === 'open' ? null : name }), 'aria-current': name === state ? 'page' : null }, t(label)))),
      h('a', { href: href(page, '/add') }, t('Add figures'))),
    h('div', { class: 'block filters' }, text('origin', t('File or origin')), text('reason', t('Reason')),
      h('p', {}, h('label', { for: 'of-kind' }, t('Kind')), h('select', { id: 'of-kind', name: 'kind', 'data-change': 'query' }, h('option', { value: '', selected: kind === '' }, t('All')), Object.entries(KINDS).map(([name, label]) => h('option', { value: name, selected: kind === name }, t(label)))))),
    letters.length === 0 ? empty(state === 'open' ? t('Nothing waits to be put right.') : t('None.'))
      : [table(t('Refused'), [t('When'), t('Where from'), t('Why')], shown.map(letter => h('tr', { 'data-key': letter.id },
        h('td', { class: 'fixed' }, format.day(letter.time)),
        h('th', { scope: 'row', class: 'breaks' }, h('a', { href: href(page, path('/refused/{}', letter.id)), 'data-row': true }, place(letter))),
        h('td', { class: 'breaks' }, why(letter))))), nav],
    letters.length === MOST ? h('p', { class: 'quiet' }, t('The newest {n}; there may be more.', { n: format.count(MOST) })) : null);
}
