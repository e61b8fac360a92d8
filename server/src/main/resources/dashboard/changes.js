// What changed between two days, by which statement.

import { h } from './dom.js';
import * as api from './api.js';
import { changeRows, comparable } from './change-rows.js';
import { download, empty, head, paged } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { isDay } from './router.js';
import * as words from './words.js';

const BACK = 7;
const LIMIT = 200;

export async function load(page) {
  const to = page.query.get('to') ?? page.asOf ?? page.today;
  const from = page.query.get('from') ?? format.addDays(to, -BACK);
  for (const [name, day] of [['from', from], ['to', to]]) {
    if (!isDay(day)) {
      throw new api.Problem(400, t('“{given}” is no day. A day is written as 2024-11-11.', { given: page.query.get(name) }));
    }
  }
  const brand = page.query.get('brand');
  return { from, to, brand, all: await api.list('/changes', { from, to, brand }), every: page.query.get('every') === 'yes' };
}

export const title = data => t('Changes, {from} to {to}', { from: format.day(data.from), to: format.day(data.to) });

export function render(page, { from, to, brand, all, every }) {
  const { shown, nav } = paged(page, every ? all : comparable(all), LIMIT);
  const brands = [...new Set(shown.map(change => change.brand))];
  const field = (name, text, value) => [h('label', { for: name }, text), h('input', { type: 'date', id: name, name, value, max: page.today, 'data-change': 'query' })];
  return h('div', {}, head(t('Changes'), download(`/api/v1/changes?from=${from}&to=${to}${brand ? `&brand=${encodeURIComponent(brand)}` : ''}`)),
    h('p', { class: 'choose' }, field('from', t('From'), from), field('to', t('To'), to), h('input', { type: 'checkbox', id: 'every', name: 'every', value: 'yes', checked: every, 'data-change': 'query' }), h('label', { for: 'every' }, t('Also what follows from them'))),
    shown.length === 0 ? empty(t('No month, target or promise changed.')) : [h('p', { class: 'quiet' }, tn((every ? all : comparable(all)).length, '{n} change', '{n} changes')),
      brands.map(name => [h('h2', {}, words.brand(name)), h('ul', { class: 'changes' }, changeRows(page, shown.filter(change => change.brand === name)))]), nav]);
}
