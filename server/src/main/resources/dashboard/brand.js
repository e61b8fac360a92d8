// One brand: its figures, its months with what was said of them, its signals, technologies and promises.

import { h } from './dom.js';
import * as format from './format.js';
import * as api from './api.js';
import { draw, first, monthly, yearToDate } from './charts.js';
import { evidence, link, table } from './evidence.js';
import { promiseTable } from './promises.js';
import { order, row } from './signals.js';
import { paceGauge } from './sparkline.js';

const MONTHS = 24;
const MEASURES = ['DELIVERIES', 'ORDERS', 'OUTPUT', 'WHOLESALE', 'RETAIL', 'REGISTRATIONS', 'BACKLOG'];

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const path = `/brands/${encodeURIComponent(page.subject)}`;
  const measure = MEASURES.includes(page.measure) ? page.measure : 'DELIVERIES';
  const [brand, months, alerts, market, commitments] = await Promise.all([
    api.get(path, asOf),
    api.get(`${path}/months`, { measure, limit: MONTHS, ...asOf }),
    api.list('/alerts', { status: 'all', brand: page.subject, ...asOf }),
    api.get('/market', asOf),
    api.list('/commitments', { brand: page.subject, ...asOf }),
  ]);
  const deliveries = measure === 'DELIVERIES' ? months : await api.get(`${path}/months`, { limit: MONTHS, ...asOf });
  return { brand, months, deliveries, alerts, market, commitments, measure };
}

export const title = data => data.brand.brand;

export function render(page, data) {
  const { brand, market } = data;
  const metrics = brand.metrics;
  const own = market.brands[brand.brand] ?? {};
  const open = data.alerts.filter(alert => alert.status !== 'RESOLVED')
    .sort(order);
  const resolved = data.alerts.filter(alert => alert.status === 'RESOLVED').sort((a, b) => b.updated_at.localeCompare(a.updated_at));
  return h('div', { 'data-key': `brand-${brand.brand}` },
    h('div', { class: 'head' }, h('h1', {}, brand.brand),
      h('p', { class: 'quiet' }, metrics.reference_month === null ? 'No complete month is known.' : `Figures of ${format.longMonth(metrics.reference_month)}, the latest complete month.`)),
    figures(metrics, own),
    h('div', { class: 'columns even' },
      h('section', { class: 'column', 'aria-labelledby': 'months-head' }, monthsSection(data)),
      h('section', { class: 'column', 'aria-labelledby': 'signals-head' },
        h('h2', { id: 'signals-head' }, 'Signals'),
        data.alerts.length === 0 ? h('p', { class: 'empty' }, 'No signal.') : [
          open.length === 0 ? h('p', { class: 'empty' }, 'None stands.') : h('ul', { class: 'signals tight', 'aria-label': 'Signals that stand' }, open.map(alert => row(page, alert))),
          resolved.length === 0 ? null : h('details', {}, h('summary', {}, `Resolved (${format.count(resolved.length)})`), h('ul', { class: 'signals tight', 'aria-label': 'Signals resolved' }, resolved.map(alert => row(page, alert)))),
        ])),
    yearSection(metrics, data.deliveries),
    h('div', { class: 'columns even' },
      h('section', { class: 'column', 'aria-labelledby': 'tech-head' }, h('h2', { id: 'tech-head' }, 'Technology'), technologies(page, brand.brand, market)),
      h('section', { class: 'column', 'aria-labelledby': 'promise-head' }, h('h2', { id: 'promise-head' }, 'Promises'),
        data.commitments.length === 0 ? h('p', { class: 'empty' }, 'Nothing promised.') : promiseTable(page, data.commitments, market.as_of, false))),
    models(brand.models),
    h('details', { class: 'block' }, h('summary', {}, 'What the figures stand on'), evidence(`Evidence for the figures of ${brand.brand}`, brand.evidence)));
}

function figures(metrics, own) {
  const item = (name, value, more) => h('div', {}, h('dt', {}, name), h('dd', {}, value, more ? h('span', { class: 'quiet' }, more) : null));
  return h('dl', { class: 'figures' },
    item('Deliveries', format.figure(metrics.deliveries, metrics.deliveries_qualifier), [metrics.deliveries_mom === null ? null : [format.growth(metrics.deliveries_mom), ' on month'], metrics.deliveries_yoy === null ? null : [', ', format.growth(metrics.deliveries_yoy), ' on year']]),
    item('Rank', own.rank === null || own.rank === undefined ? format.unknown() : `#${own.rank}`, own.market_share === null || own.market_share === undefined ? null : `${format.finePercent(own.market_share)} of those known`),
    item('Year to date', format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier), metrics.run_rate === null ? null : `${format.count(Math.round(metrics.run_rate))} a month of late`),
    item('Target', metrics.target === null ? format.unknown() : paceGauge(metrics), metrics.target === null ? null : [`of ${format.count(metrics.target)}`, metrics.target_reach_month === null ? null : `, reached ${format.month(metrics.target_reach_month)}`]),
    item('Capacity used', format.orUnknown(format.percent(metrics.capacity_utilisation)), metrics.capacity === null ? null : `of ${format.count(metrics.capacity)} a month`),
    item('Wait', metrics.lead_time_weeks === null ? format.unknown() : `${format.decimal(metrics.lead_time_weeks)} weeks`, metrics.lead_time_weeks === null ? null : metrics.lead_time_quoted_weeks === null ? 'implied by the backlog' : 'as quoted'),
    item('Backlog', format.orUnknown(format.count(metrics.order_backlog)), metrics.book_to_bill === null ? null : `book-to-bill ${format.precise(Math.round(metrics.book_to_bill * 100) / 100)}`),
    item('Demand', format.orUnknown(format.percent(metrics.demand_persistence)), [metrics.demand_persistence === null ? null : 'of its best, ', metrics.months_on_sale === null ? null : `${format.count(metrics.months_on_sale)} months on sale`]));
}

function monthsSection(data) {
  const known = data.months.filter(month => month.units !== null);
  const restated = known.filter(first);
  const name = format.words(data.measure);
  return [
    h('div', { class: 'subhead' }, h('h2', { id: 'months-head' }, `${name} by month`),
      h('label', { class: 'sr', for: 'measure' }, 'Measure'),
      h('select', { id: 'measure', 'data-change': 'measure' }, MEASURES.map(measure => h('option', { value: measure, selected: measure === data.measure }, format.words(measure))))),
    known.length === 0 ? h('p', { class: 'empty' }, `Nothing is known of this brand's ${name.toLowerCase()}.`) : [
      h('ul', { class: 'legend' },
        h('li', { class: 'key-bar' }, 'stands now'),
        known.some(month => !month.closed) ? h('li', { class: 'key-soft' }, 'not complete') : null,
        restated.length > 0 ? h('li', { class: 'key-first' }, 'first said') : null,
        known.some(month => month.capacity !== null) && (data.measure === 'DELIVERIES' || data.measure === 'OUTPUT') ? h('li', { class: 'key-capacity' }, 'capacity') : null,
        data.alerts.length > 0 ? h('li', { class: 'key-span' }, 'signals') : null),
      h('div', { class: 'chart', id: 'monthly', 'data-key': 'monthly', 'data-keep': true }),
      restated.length === 0 ? h('p', { class: 'quiet fine' }, 'No month shown here was restated.') : restatements(restated),
      h('details', {}, h('summary', {}, 'Every month, with what was said of it'), allMonths(known)),
    ],
  ];
}

function restatements(months) {
  return [h('h3', {}, 'Restated'), table('Months that were restated', ['Month', { text: 'First said', class: 'number' }, 'On', { text: 'Stands now', class: 'number' }, { text: 'Change', class: 'number' }],
    [...months].reverse().map(month => {
      const said = first(month);
      return h('tr', {},
        h('th', { scope: 'row', class: 'fixed' }, format.month(month.month)),
        h('td', { class: 'number' }, format.figure(said.units, said.qualifier)),
        h('td', { class: 'fixed' }, format.day(said.as_of)),
        h('td', { class: 'number' }, format.figure(month.units, month.qualifier)),
        h('td', { class: 'number' }, said.units === 0 || said.units === month.units ? h('span', { class: 'quiet' }, 'exactness') : format.fineChange(month.units / said.units - 1)));
    }), 'short')];
}

function allMonths(months) {
  return table('Every month, with what was said of it', ['Month', { text: 'Total', class: 'number' }, { text: 'Capacity', class: 'number' }, 'Said', { text: 'Units', class: 'number' }, 'By', 'Published', 'Counts'],
    [...months].reverse().flatMap(month => {
      const said = month.statements.slice(0, 20);
      const rows = Math.max(1, said.length);
      return Array.from({ length: rows }, (_, i) => h('tr', {},
        i > 0 ? null : [
          h('th', { scope: 'rowgroup', rowspan: rows, class: 'fixed' }, format.month(month.month)),
          h('td', { rowspan: rows, class: 'number' }, format.figure(month.units, month.qualifier)),
          h('td', { rowspan: rows, class: 'number' }, format.orUnknown(format.count(month.capacity))),
        ],
        said[i] ? [
          h('td', {}, format.words(said[i].granularity), said[i].model ? ` of ${said[i].model}` : null),
          h('td', { class: 'number' }, format.figure(said[i].units, said[i].qualifier)),
          h('td', {}, link(said[i].url, said[i].source)),
          h('td', { class: 'fixed' }, format.day(said[i].published_at)),
          h('td', {}, said[i].counts ? 'yes' : h('span', { class: 'quiet' }, `no: ${said[i].why_not}`)),
        ] : h('td', { colspan: 5 }, h('span', { class: 'quiet' }, 'no statement of its own'))));
    }), 'long');
}

function yearSection(metrics, months) {
  if (metrics.reference_month === null || metrics.ytd_deliveries === null || months.length === 0) {
    return null;
  }
  const year = metrics.reference_month.slice(0, 4);
  const revised = metrics.target_initial !== null && metrics.target_initial !== metrics.target;
  return h('section', { class: 'block', 'aria-labelledby': 'year-head' },
    h('h2', { id: 'year-head' }, metrics.target === null ? `${year} so far` : `${year} against its target`),
    h('ul', { class: 'legend' },
      h('li', { class: 'key-line' }, 'delivered'),
      metrics.target === null ? null : h('li', { class: 'key-target' }, `even way to ${format.count(metrics.target)}`),
      revised ? h('li', { class: 'key-initial' }, `to the first target, ${format.count(metrics.target_initial)}`) : null,
      metrics.run_rate === null ? null : h('li', { class: 'key-heading' }, 'at the present rate')),
    h('div', { class: 'chart', id: 'year', 'data-key': 'year', 'data-keep': true }),
    h('p', { class: 'quiet fine' }, summary(metrics, year)));
}

function summary(metrics, year) {
  const parts = [`${format.count(metrics.ytd_deliveries)} delivered by ${format.longMonth(metrics.reference_month)}`];
  if (metrics.projected_year !== null) {
    parts.push(`heading for ${format.count(Math.round(metrics.projected_year))} in ${year}`);
  }
  if (metrics.target !== null) {
    parts.push(`the target is ${format.count(metrics.target)}${metrics.target_revisions > 0 ? `, changed ${format.count(metrics.target_revisions)}×` : ''}`);
  }
  return `${parts.join('; ')}.`;
}

function technologies(page, brand, market) {
  const own = Object.entries(market.technologies).filter(([, race]) => race.brands[brand]);
  if (own.length === 0) {
    return h('p', { class: 'empty' }, 'Nothing stated or promised.');
  }
  return table('Technologies of the brand', ['Technology', 'Stage', 'Since', 'Frontier'], own.map(([name, race]) => {
    const standing = race.brands[brand];
    return h('tr', {},
      h('th', { scope: 'row' }, format.words(name)),
      h('td', {}, standing.stage === null ? format.unknown() : format.words(standing.stage), standing.coverage === null ? null : h('span', { class: 'quiet' }, `, ${format.coverage(standing.coverage)}`)),
      h('td', { class: 'fixed' }, format.orUnknown(format.day(standing.stage_since))),
      h('td', {}, standing.gap_stages === 0 ? (race.leaders.includes(brand) ? 'at it' : format.unknown()) : h('span', { class: 'gap' }, `${standing.gap_stages} behind, ${format.days(standing.gap_days)}`)));
  }));
}

function models(all) {
  const named = Object.entries(all).filter(([, metrics]) => metrics.reference_month !== null);
  return named.length === 0 ? null : h('section', { class: 'block', 'aria-labelledby': 'models-head' },
    h('h2', { id: 'models-head' }, 'Models'),
    table('Models and their figures', ['Model', 'Month', ...['Deliveries', 'On month', 'Year to date', 'Backlog', 'Wait, weeks'].map(text => ({ text, class: 'number' }))], named.map(([name, metrics]) => h('tr', {},
      h('th', { scope: 'row' }, name),
      h('td', { class: 'fixed' }, format.month(metrics.reference_month)),
      h('td', { class: 'number' }, format.figure(metrics.deliveries, metrics.deliveries_qualifier)),
      h('td', { class: 'number' }, format.growth(metrics.deliveries_mom)),
      h('td', { class: 'number' }, format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier)),
      h('td', { class: 'number' }, format.orUnknown(format.count(metrics.order_backlog))),
      h('td', { class: 'number' }, format.orUnknown(format.decimal(metrics.lead_time_weeks)))))));
}

/** Once the elements stand. */
export function after(page, data) {
  const known = data.months.filter(month => month.units !== null);
  const place = document.getElementById('monthly');
  if (place && known.length > 0) {
    draw(place, () => monthly(`${format.words(data.measure)} of ${data.brand.brand} by month`, known, data.alerts, data.market.as_of, data.measure));
  }
  const year = document.getElementById('year');
  if (year) {
    draw(year, () => yearToDate(data.brand.metrics, data.deliveries));
  }
}

