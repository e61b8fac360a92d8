// The technology race: who is ahead in what, since when.

import { h } from './dom.js';
import * as api from './api.js';
import { empty, head, paged, section, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

const LIMIT = 50;

export async function load(page) {
  return { market: page.asOf === null ? page.market : await api.get('/market', { as_of: page.asOf }) };
}

export const title = () => t('Technology');

export function render(page, { market }) {
  const races = Object.entries(market?.technologies ?? {});
  if (races.length === 0) {
    return h('div', {}, head(t('Technology')), empty(t('Nothing is known of any technology.')));
  }
  const { shown: brands, nav } = paged(page, [...new Set(races.flatMap(([, race]) => Object.keys(race.brands)))].sort((a, b) => words.brand(a).localeCompare(words.brand(b))), LIMIT);
  return h('div', {}, head(t('Technology')),
    section('now-head', t('Who leads'), h('ul', { class: 'races' }, races.map(([name, race]) => h('li', { 'data-key': name },
      h('h3', {}, h('a', { href: href(page, path('/technology/{}', name)), 'data-row': true }, words.capital(words.technology(name)))),
      h('p', {}, race.leaders.length === 0 ? t('Nobody yet.') : t('{names}: {stage}', { names: format.list(race.leaders.map(words.brand)), stage: words.stage(race.frontier_stage) })),
      h('p', { class: 'quiet' }, [tn(race.active_brands, '{n} brand had news within 90 days', '{n} brands had news within 90 days'), race.price_floor_cny === null ? null : t('from {price} ({brand})', { price: format.price(race.price_floor_cny), brand: words.brand(race.price_floor_brand) })].filter(Boolean).join('; ')))))),
    section('matrix-head', t('Brands and technologies'), table(t('Brands and technologies'), [t('Brand'), ...races.map(([name]) => words.capital(words.technology(name)))], brands.map(brand => h('tr', { 'data-key': brand },
      h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}', brand)) }, words.brand(brand))),
      races.map(([name, race]) => cell(name, race, brand)))), 'matrix'), nav));
}

function cell(name, race, brand) {
  const own = race.brands[brand];
  if (!own || own.stage === null) {
    return h('td', { class: 'none', 'data-technology': name }, h('span', { class: 'sr' }, t('nothing known')));
  }
  return h('td', { class: `stage-${words.ALL_STAGES.indexOf(own.stage)}`, 'data-technology': name }, h('b', {}, words.capital(words.stage(own.stage))), own.coverage === null ? null : h('span', {}, `, ${format.coverage(own.coverage)}`), h('span', { class: 'quiet block-text' }, format.day(own.stage_since)));
}
