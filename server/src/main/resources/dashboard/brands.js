// All brands, a line each; ticked ones are compared.

import { h, unseen } from './dom.js';
import * as api from './api.js';
import { go } from './app.js';
import { spark } from './chart-months.js';
import { download, empty, head, paged, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import { yearBar } from './year-bar.js';
import * as words from './words.js';

const MOST_COMPARED = 6;
const LIMIT = 100;

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const [brands, totals, signals, market] = await Promise.all([
    api.list('/brands', asOf),
    api.list('/months', { months: 24, ...asOf }),
    api.get('/signals', { limit: 1, ...asOf }),
    page.asOf === null ? page.market : api.get('/market', asOf),
  ]);
  return { brands, totals: new Map(totals.map(entry => [entry.brand, entry.months])), signals: signals.facets.brand, market };
}

export const title = () => t('Brands');

const COLUMNS = [
  ['brand', 'Brand', brand => words.brand(brand.brand)],
  ['deliveries', 'Deliveries', brand => brand.metrics.deliveries],
  ['change', 'Like for like', brand => brand.metrics.deliveries_like_for_like],
  ['months', '24 months', null],
  ['year', 'Year', brand => brand.metrics.ytd_deliveries],
  ['chance', 'Chance of target', brand => brand.own.target_probability],
  ['wait', 'Waiting time', brand => brand.metrics.lead_time_weeks],
  ['signals', 'Signals', brand => brand.signals || null],
];

export function render(page, data) {
  if (data.brands.length === 0) {
    return h('div', {}, head(t('Brands')), empty(t('Nothing has been published yet.')));
  }
  const chosen = page.chosen ?? new Set();
  const sort = page.query.get('sort') ?? '-deliveries';
  const { shown, nav } = paged(page, sorted(data, sort), LIMIT);
  return h('div', {},
    head(t('Brands'), h('p', { class: 'quiet' }, data.market?.month ? t('Latest month of the market: {month}', { month: format.longMonth(data.market.month) }) : null),
      h('button', { type: 'button', class: 'button', 'data-action': 'compare', disabled: chosen.size < 2 }, chosen.size < 2 ? t('Tick brands to compare') : tn(chosen.size, 'Compare {n}', 'Compare {n}')),
      download(`/api/v1/brands${page.asOf ? `?as_of=${page.asOf}` : ''}`)),
    table(t('Brands'), [{ text: unseen(t('Compare')), class: 'tick-cell' }, ...COLUMNS.map(([id, text, of]) => ({ class: ['brand', 'months', 'year'].includes(id) ? id : 'number', text: of === null ? t(text) : sortButton(id, t(text), sort) }))], shown.map(brand => row(page, data, brand, chosen)), 'brands'),
    nav);
}

function sortButton(id, text, sort) {
  const now = sort.replace(/^-/, '') === id;
  const down = sort.startsWith('-');
  return h('button', { type: 'button', class: 'sort', 'data-action': 'query', 'data-name': 'sort', 'data-value': now && down ? id : now || id === 'brand' ? (down || !now ? id : `-${id}`) : `-${id}` }, text, h('span', { 'aria-hidden': 'true' }, now ? (down ? ' ↓' : ' ↑') : ''), now ? h('span', { class: 'sr' }, down ? t(', falling') : t(', rising')) : null);
}

function sorted(data, sort) {
  const [, , of] = COLUMNS.find(([id]) => id === sort.replace(/^-/, '')) ?? COLUMNS[1];
  const sign = sort.startsWith('-') ? -1 : 1;
  const rows = data.brands.map(brand => ({ ...brand, own: data.market?.brands[brand.brand] ?? {}, signals: data.signals[brand.brand] ?? 0 }));
  return rows.sort((a, b) => {
    const [x, y] = [of(a) ?? null, of(b) ?? null];
    if (x === null || y === null) {
      return (x === null) - (y === null) || a.brand.localeCompare(b.brand);
    }
    return sign * (typeof x === 'string' ? x.localeCompare(y) : x - y) || a.brand.localeCompare(b.brand);
  });
}

function row(page, data, brand, chosen) {
  const { metrics, own } = brand;
  const name = words.brand(brand.brand);
  const late = metrics.reference_month !== null && data.market?.month !== metrics.reference_month;
  return h('tr', { 'data-key': brand.brand },
    h('td', { class: 'tick-cell' }, h('input', { type: 'checkbox', id: `tick-${brand.brand}`, value: brand.brand, 'aria-label': t('Compare {name}', { name }), checked: chosen.has(brand.brand), 'data-change': 'tick' })),
    h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}', brand.brand)), 'data-row': true }, name)),
    h('td', { class: 'number', 'data-label': 'deliveries' }, format.figure(metrics.deliveries, metrics.deliveries_qualifier), late ? h('span', { class: 'quiet fine' }, ` ${format.month(metrics.reference_month)}`) : null),
    h('td', { class: 'number', 'data-label': 'change' }, format.change(metrics.deliveries_like_for_like)),
    h('td', { 'data-label': 'months' }, spark(data.totals.get(brand.brand) ?? [])),
    h('td', { 'data-label': 'year' }, yearBar(metrics, own)),
    h('td', { class: 'number', 'data-label': 'chance' }, format.orUnknown(format.chance(own.target_probability ?? null))),
    h('td', { class: 'number', 'data-label': 'wait' }, format.orUnknown(format.weeks(metrics.lead_time_weeks))),
    h('td', { class: 'number', 'data-label': 'signals' }, brand.signals === 0 ? h('span', { class: 'quiet' }, '0') : h('a', { href: href(page, '/signals', { brand: brand.brand }) }, format.count(brand.signals))));
}

export const actions = {
  tick(page, element) {
    page.chosen ??= new Set();
    if (element.checked && page.chosen.size < MOST_COMPARED) {
      page.chosen.add(element.value);
    } else {
      element.checked = false;
      page.chosen.delete(element.value);
    }
    const button = document.querySelector('[data-action="compare"]');
    button.disabled = page.chosen.size < 2;
    button.textContent = page.chosen.size < 2 ? t('Tick brands to compare') : tn(page.chosen.size, 'Compare {n}', 'Compare {n}');
  },
  compare: page => go(href(page, '/compare', { brands: [...page.chosen].join(',') })),
};

