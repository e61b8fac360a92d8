// Brands side by side: small charts on one scale, and a table.

import { h, unseen } from './dom.js';
import * as api from './api.js';
import { go } from './app.js';
import { linesChart } from './chart-lines.js';
import { empty, head, section, table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path, withQuery } from './router.js';
import * as words from './words.js';

const MOST = 6;
const MONTHS = 36;

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const [all, market, totals] = await Promise.all([api.list('/brands', asOf), page.asOf === null ? page.market : api.get('/market', asOf), api.list('/months', { months: MONTHS, ...asOf })]);
  const known = new Map(all.map(brand => [brand.brand, brand]));
  const ranked = Object.entries(market?.brands ?? {}).filter(([, one]) => one.rank !== null).sort(([, a], [, b]) => a.rank - b.rank).map(([name]) => name);
  const chosen = (page.query.get('brands')?.split(',') ?? ranked.slice(1, 4)).filter(name => known.has(name)).slice(0, MOST);
  return { all, market, chosen, known, totals: new Map(totals.map(entry => [entry.brand, entry.months])) };
}

export const title = data => (data.chosen.length > 0 ? format.list(data.chosen.map(words.brand)) : t('Compare'));

const FIGURES = [
  ['Deliveries', metrics => format.figure(metrics.deliveries, metrics.deliveries_qualifier)],
  ['Latest month', metrics => format.orUnknown(format.month(metrics.reference_month))],
  ['Like for like', metrics => format.change(metrics.deliveries_like_for_like)],
  ['On the year before', metrics => format.change(metrics.deliveries_yoy)],
  ['Growth in three months', (metrics, own) => format.change(own.growth)],
  ['Market share', (metrics, own) => format.orUnknown(format.finePercent(own.market_share))],
  ['This year', metrics => format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier)],
  ['Target', metrics => format.orUnknown(format.count(metrics.target))],
  ['Share of the target', metrics => format.orUnknown(format.percent(metrics.target_attainment))],
  ['Expected for the year', (metrics, own) => (own.forecast_year == null ? format.unknown() : `${format.three(own.forecast_year)} (${t('{low} to {high}', { low: format.three(own.forecast_low), high: format.three(own.forecast_high) })})`)],
  ['Chance of target', (metrics, own) => format.orUnknown(format.chance(own.target_probability ?? null))],
  ['Waiting time', metrics => format.orUnknown(format.weeks(metrics.lead_time_weeks))],
  ['Open orders', metrics => format.orUnknown(format.count(metrics.order_backlog))],
  ['Capacity used', metrics => format.orUnknown(format.percent(metrics.capacity_utilisation))],
];

export function render(page, data) {
  const { chosen, known, market, totals } = data;
  return h('div', {},
    head(t('Compare')),
    h('form', { class: 'choose', 'aria-label': t('Brands') },
      chosen.map(name => h('button', { type: 'button', class: 'chip', 'data-action': 'drop', 'data-value': name, 'aria-label': t('Remove {name}', { name: words.brand(name) }) }, words.brand(name), h('span', { 'aria-hidden': 'true' }, ' ×'))),
      chosen.length < MOST ? [h('label', { class: 'sr', for: 'add' }, t('Add a brand')), h('select', { id: 'add', 'data-change': 'add' }, h('option', { value: '' }, t('Add a brand')), data.all.filter(brand => !chosen.includes(brand.brand)).map(brand => h('option', { value: brand.brand }, words.brand(brand.brand))))] : null),
    chosen.length === 0 ? empty(t('Choose brands to compare.')) : [
      section('lines-head', t('Deliveries a month'), linesChart('lines', page, { series: chosen.map(name => ({ name: words.brand(name), months: totals.get(name) ?? [] })), title: format.list(chosen.map(words.brand)), subtitle: t('vehicles; gaps where no figure is known') })),
      section('table-head', t('Figures'), table(t('Figures'), [unseen(t('Figure')), ...chosen.map(name => ({ class: 'number', text: h('a', { href: href(page, path('/brands/{}', name)) }, words.brand(name)) }))], FIGURES.map(([text, of]) => h('tr', { 'data-key': text }, h('th', { scope: 'row' }, t(text)), chosen.map(name => h('td', { class: 'number', 'data-brand': name }, of(known.get(name).metrics, market?.brands[name] ?? {}))))))),
      technology(page, chosen, market),
    ]);
}

function technology(page, chosen, market) {
  const races = Object.entries(market?.technologies ?? {}).filter(([, race]) => chosen.some(name => race.brands[name]));
  return races.length === 0 ? null : section('tech-head', t('Technology'), table(t('Technology'), [unseen(t('Technology')), ...chosen.map(words.brand)], races.map(([name, race]) => h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: href(page, path('/technology/{}', name)) }, words.capital(words.technology(name)))),
    chosen.map(brand => h('td', {}, race.brands[brand]?.stage ? [words.stage(race.brands[brand].stage), race.brands[brand].coverage === null ? null : h('span', { class: 'quiet' }, `, ${format.coverage(race.brands[brand].coverage)}`)] : format.unknown()))))));
}

const choose = (page, names) => go(withQuery(page, { brands: names.join(',') }));

export const actions = {
  add: (page, element, data) => choose(page, [...data.chosen, element.value]),
  drop: (page, element, data) => choose(page, data.chosen.filter(name => name !== element.dataset.value)),
};
