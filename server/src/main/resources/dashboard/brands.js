// All brands, a line each.

import { h, unseen } from './dom.js';
import * as format from './format.js';
import * as api from './api.js';
import { paceGauge, sparkline } from './sparkline.js';
import { SEVERITIES } from './signals.js';
import { href } from './router.js';

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const [brands, totals, alerts, market] = await Promise.all([
    api.list('/brands', asOf),
    api.list('/months', { months: 13, ...asOf }),
    api.list('/alerts', asOf),
    api.get('/market', asOf),
  ]);
  return { brands, totals, alerts, market };
}

export const title = () => 'Brands';

const COLUMNS = [
  { id: 'brand', text: 'Brand', of: brand => brand.brand },
  { id: 'deliveries', text: 'Deliveries', number: true, of: brand => brand.metrics.deliveries },
  { id: 'mom', text: 'On month', number: true, of: brand => brand.metrics.deliveries_mom },
  { id: 'yoy', text: 'On year', number: true, of: brand => brand.metrics.deliveries_yoy },
  { id: null, text: '13 months' },
  { id: 'pace', text: 'Year to date', of: brand => brand.metrics.target_attainment },
  { id: 'use', text: 'Capacity used', number: true, of: brand => brand.metrics.capacity_utilisation },
  { id: 'lead', text: 'Wait, weeks', number: true, of: brand => brand.metrics.lead_time_weeks },
  { id: 'backlog', text: 'Backlog', number: true, of: brand => brand.metrics.order_backlog },
  { id: 'signals', text: 'Signals', of: brand => brand.signals.length },
];

export function render(page, data) {
  const months = new Map(data.totals.map(entry => [entry.brand, entry.months]));
  const rows = data.brands.map(brand => ({ ...brand, signals: data.alerts.filter(alert => alert.brand === brand.brand) }));
  const column = COLUMNS.find(one => one.id === page.sort.id) ?? COLUMNS[1];
  rows.sort((a, b) => compare(column.of(a), column.of(b), page.sort.down) || a.brand.localeCompare(b.brand));
  return h('div', {},
    h('div', { class: 'head' }, h('h1', {}, 'Brands'),
      h('p', { class: 'quiet' }, 'Each by its latest complete month. The line in a bar is where an even pace would stand.')),
    rows.length === 0 ? h('p', { class: 'empty' }, 'Nothing is known of any brand.') : h('table', { class: 'wide cards', role: 'table' },
      h('caption', { class: 'sr' }, 'Brands and their figures'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, COLUMNS.map(one => head(one, page.sort)))),
      h('tbody', { role: 'rowgroup' }, rows.map(brand => line(page, brand, months.get(brand.brand) ?? [])))));
}

/** The unknown is always last. */
function compare(a, b, down) {
  if (a === null || b === null || a === undefined || b === undefined) {
    return (a === null || a === undefined ? 1 : 0) - (b === null || b === undefined ? 1 : 0);
  }
  const order = typeof a === 'string' ? a.localeCompare(b) : a - b;
  return down ? -order : order;
}

function head(column, sort) {
  const sorted = column.id !== null && column.id === sort.id;
  return h('th', { scope: 'col', role: 'columnheader', class: column.number ? 'number' : 'picture', 'aria-sort': sorted ? (sort.down ? 'descending' : 'ascending') : null },
    column.id === null ? column.text : h('button', { type: 'button', class: 'sort', 'data-action': 'sort', 'data-value': column.id },
      column.text, h('span', { class: 'arrow', 'aria-hidden': 'true' }, sorted ? (sort.down ? '▾' : '▴') : '')));
}

function line(page, brand, months) {
  const metrics = brand.metrics;
  const cell = (label, number, ...content) => h('td', { role: 'cell', class: number ? 'number' : 'picture', 'data-label': label }, h('span', {}, content));
  return h('tr', { role: 'row', 'data-key': brand.brand },
    h('th', { scope: 'row', role: 'rowheader' }, h('a', { href: href(page, `/brands/${encodeURIComponent(brand.brand)}`) }, brand.brand),
      h('span', { class: 'quiet month' }, metrics.reference_month === null ? 'no complete month' : format.month(metrics.reference_month))),
    cell('Deliveries', true, format.figure(metrics.deliveries, metrics.deliveries_qualifier)),
    cell('On month', true, format.growth(metrics.deliveries_mom)),
    cell('On year', true, format.growth(metrics.deliveries_yoy)),
    cell('13 months', false, sparkline(months)),
    cell('Year to date', false, paceGauge(metrics)),
    cell('Capacity used', true, format.orUnknown(format.percent(metrics.capacity_utilisation))),
    cell('Wait, weeks', true, format.orUnknown(format.decimal(metrics.lead_time_weeks))),
    cell('Backlog', true, format.orUnknown(format.count(metrics.order_backlog))),
    cell('Signals', false, marks(brand.signals)));
}

/** How many of each severity. */
function marks(alerts) {
  const counts = SEVERITIES.map(name => [name, alerts.filter(alert => alert.severity === name).length]).filter(([, count]) => count > 0);
  return counts.length === 0 ? h('span', { class: 'quiet' }, 'none') : h('span', { class: 'marks' }, counts.map(([name, count]) =>
    h('span', { class: `severity ${name.toLowerCase()}`, title: `${count} ${name.toLowerCase()}` }, h('span', { class: 'mark', 'aria-hidden': 'true' }), format.count(count), unseen(` ${name.toLowerCase()} `))));
}

