// One technology: who reached which stage when, and what is promised.

import { h } from './dom.js';
import * as api from './api.js';
import { raceChart } from './chart-race.js';
import { figure, head, section, signalRow } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { promiseTable } from './promise-tables.js';
import { href, path } from './router.js';
import * as words from './words.js';

export async function load(page) {
  const technology = page.params.technology;
  const asOf = { as_of: page.asOf };
  const race = await api.get(`/technologies/${encodeURIComponent(technology)}`, asOf);
  const [market, commitments, signals] = await Promise.all([page.asOf === null ? page.market : api.get('/market', asOf), api.list('/commitments', asOf), api.get('/signals', { technology, limit: 20, ...asOf })]);
  return { technology, race, market, commitments: commitments.filter(one => one.technology === technology), signals: signals.signals };
}

export const title = data => words.capital(words.technology(data.technology));

export function render(page, { technology, race, market, commitments, signals }) {
  const of = market.technologies[technology];
  return h('div', {}, head(words.capital(words.technology(technology))),
    h('dl', { class: 'figures' },
      figure(t('Furthest'), words.capital(words.stage(of.frontier_stage)), format.list(of.leaders.map(words.brand))),
      figure(t('News within 90 days'), tn(of.active_brands, '{n} brand', '{n} brands')),
      of.price_floor_cny === null ? null : figure(t('Lowest price'), format.price(of.price_floor_cny), h('a', { href: href(page, path('/brands/{}', of.price_floor_brand)) }, words.brand(of.price_floor_brand)))),
    section('race-head', t('The race'), raceChart('race', page, { technology, race, commitments, market: of })),
    section('promises-head', t('Promises'), commitments.length === 0 ? h('p', { class: 'empty' }, t('Nothing promised.')) : promiseTable(page, commitments, market.as_of)),
    signals.length === 0 ? null : section('open-head', t('Open signals'), h('ol', { class: 'signals' }, signals.map(signal => signalRow(page, signal)))));
}
