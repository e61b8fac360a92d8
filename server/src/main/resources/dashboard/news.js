// What happened besides figures.

import { h } from './dom.js';
import * as api from './api.js';
import { empty, head } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { dayOf, newsRows } from './news-rows.js';
import * as words from './words.js';

const TYPES = { ORGANISATION: 'organisation', LAUNCH: 'launch', MILESTONE: 'technology_milestone' };
const NAMES = { ORGANISATION: 'Organisation', LAUNCH: 'Launches', MILESTONE: 'Milestones' };
const LIMIT = 100;

export async function load(page) {
  const kind = page.query.get('kind') in TYPES ? page.query.get('kind') : null;
  const brand = page.query.get('brand');
  const parts = await Promise.all((kind ? [TYPES[kind]] : Object.values(TYPES)).map(type => api.list('/statements', { brand, type, as_of: page.asOf, to: page.asOf })));
  return { all: parts.flat(), kind, brand };
}

export const title = () => t('News');

export function render(page, { all, kind, brand }) {
  const brands = [...new Set([brand, ...all.map(one => one.brand)].filter(Boolean))].sort((a, b) => words.brand(a).localeCompare(words.brand(b)));
  const months = [...new Set([...all].sort((a, b) => dayOf(b).localeCompare(dayOf(a))).slice(0, LIMIT).map(one => dayOf(one).slice(0, 7)))];
  return h('div', {}, head(t('News'),
    h('p', { class: 'choose' }, h('label', { for: 'kind' }, t('Kind')), h('select', { id: 'kind', name: 'kind', 'data-change': 'query' }, h('option', { value: '' }, t('All')), Object.keys(TYPES).map(name => h('option', { value: name, selected: name === kind }, t(NAMES[name])))),
      h('label', { for: 'brand' }, t('Brand')), h('select', { id: 'brand', name: 'brand', 'data-change': 'query' }, h('option', { value: '' }, t('All')), brands.map(name => h('option', { value: name, selected: name === brand }, words.brand(name)))))),
  all.length === 0 ? empty(t('No news is of this choice.')) : months.map(month => [h('h2', {}, format.longMonth(month)), newsRows(page, all.filter(one => dayOf(one).startsWith(month)))]),
  all.length > LIMIT ? h('p', { class: 'quiet' }, tn(all.length, '{n} in all; choose a brand or kind to see older ones.', '{n} in all; choose a brand or kind to see older ones.')) : null);
}

