// Today: the story, what changed, what is open, who leads, what is due.

import { h, unseen } from './dom.js';
import * as api from './api.js';
import { spark } from './chart-months.js';
import { empty, section, severity, signalRow, sinceText, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import { sentenceOf } from './sentences.js';
import { leadChart, loadChart } from './signal-chart.js';
import { changeRows, comparable } from './change-rows.js';
import * as words from './words.js';

const SHOWN = 8;
const CHANGE_DAYS = 5;
const DUE = 8;

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const day = page.asOf ?? page.today;
  if (day === null) {
    return { market: null };
  }
  const from = page.query.get('since') ?? format.addDays(day, -CHANGE_DAYS);
  const [signals, data, market, totals, calendar, commitments, changes] = await Promise.all([
    api.get('/signals', { about: 'market', limit: SHOWN, ...asOf }),
    api.get('/signals', { about: 'data', limit: SHOWN, ...asOf }),
    page.asOf === null ? page.market : api.get('/market', asOf),
    api.list('/months', { months: 24, ...asOf }),
    api.list('/calendar', asOf),
    api.list('/commitments', { status: 'PENDING', ...asOf }),
    from < day ? api.get('/changes', { from, to: day, limit: 1000 }) : [],
  ]);
  const lead = signals.signals[0] ?? null;
  return { signals, data, market, totals: new Map(totals.map(entry => [entry.brand, entry.months])), calendar, commitments, changes: comparable(changes), from, lead, chart: lead ? await loadChart(page, lead) : null };
}

export const title = data => (data.lead ? sentenceOf(data.lead).title : t('Today'));

export function render(page, data) {
  if (data.market === null) {
    return empty(t('Nothing has been published yet.'), h('p', {}, 'bellwether publish PATH · POST /api/v1/events'));
  }
  return h('div', { class: 'today' },
    h('div', { class: 'lead-column' }, lead(page, data), changes(page, data), open(page, data)),
    h('div', { class: 'aside' }, ranking(page, data), due(page, data), aboutData(page, data)));
}

function lead(page, { lead, chart }) {
  if (!lead) {
    return h('section', { class: 'lead' }, h('h1', {}, t('No signal is open')), h('p', {}, t('No rule fires on what is known.')));
  }
  const { title: text, detail, lang } = sentenceOf(lead);
  return h('section', { class: 'lead' },
    h('p', { class: 'kicker' }, severity(lead.severity), h('span', { class: 'quiet' }, ' · ', sinceText(lead))),
    h('h1', {}, h('a', { href: href(page, path('/signals/{}', lead.alert_id)), lang }, text)),
    detail ? h('p', { class: 'detail', lang }, detail) : null,
    leadChart('lead', page, lead, chart),
    h('p', { class: 'quiet' }, h('a', { href: href(page, path('/signals/{}', lead.alert_id)) }, t('Open')), ' · ', h('button', { type: 'button', class: 'link', 'data-action': 'copy', 'data-value': location.origin + href(page, path('/signals/{}', lead.alert_id)) }, t('Copy link'))));
}

function changes(page, { changes: all, from }) {
  return section('changes-head', t('Since {day}', { day: format.weekday(from) }),
    h('p', { class: 'choose' }, h('label', { for: 'since' }, t('Since'), ' '), h('input', { type: 'date', id: 'since', name: 'since', value: from, max: page.day, 'data-change': 'query' })),
    all.length === 0 ? h('p', { class: 'quiet' }, t('No month, target or promise changed.')) : h('ul', { class: 'changes' }, changeRows(page, all.slice(0, 12))),
    h('p', {}, h('a', { href: href(page, '/changes', { from }) }, t('All changes'))));
}

function open(page, { signals }) {
  const counts = signals.facets.severity;
  return section('open-head', t('Open signals'),
    h('p', { class: 'marks' }, ['CRITICAL', 'WARNING', 'INFO'].filter(name => counts[name]).map(name => h('a', { href: href(page, '/signals', { severity: name }) }, severity(name), ' ', format.count(counts[name])))),
    signals.signals.length === 0 ? h('p', { class: 'empty' }, t('None.')) : h('ol', { class: 'signals', 'aria-label': t('Open signals') }, signals.signals.map(signal => signalRow(page, signal))),
    h('p', { class: 'quiet' }, h('a', { href: href(page, '/signals') }, tn(signals.total, 'The one signal', 'All {n} signals')), ' · ', t('Order: severity, what is new within 30 days, the market before our data, then the larger brand.')));
}

function ranking(page, { market, totals }) {
  const ranked = Object.entries(market.brands).filter(([, brand]) => brand.rank !== null).sort(([, a], [, b]) => a.rank - b.rank);
  const absent = Object.entries(market.brands).filter(([name, brand]) => brand.rank === null && totals.has(name)).map(([name]) => words.brand(name));
  if (market.month === null) {
    return section('rank-head', t('Deliveries'), h('p', { class: 'empty' }, t('No brand has published a month yet.')));
  }
  return section('rank-head', t('Deliveries in {month}', { month: format.longMonth(market.month) }),
    table(t('Brands by deliveries'), [unseen(t('Rank')), t('Brand'), { text: t('Deliveries'), class: 'number' }, t('24 months')], ranked.slice(0, 20).map(([name, brand]) => h('tr', { 'data-key': name },
      h('td', { class: 'quiet' }, brand.rank),
      h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}', name)), 'data-row': true }, words.brand(name))),
      h('td', { class: 'number', 'data-label': 'deliveries' }, rankedFigure(totals.get(name), market.month, brand)),
      h('td', {}, spark(totals.get(name) ?? []))))),
    absent.length > 0 ? h('p', { class: 'quiet fine' }, t('No {month} yet: {names}.', { month: format.bareLongMonth(market.month), names: format.list(absent.length > 6 ? [...absent.slice(0, 5), tn(absent.length - 5, '{n} more', '{n} more')] : absent) })) : null,
    h('p', {}, h('a', { href: href(page, '/brands') }, t('All brands')), ' · ', h('a', { href: href(page, '/compare') }, t('Compare'))));
}

/** The ranked figure with its mark, which the month has. */
function rankedFigure(months, month, brand) {
  return format.figure(brand.deliveries, months?.find(one => one.month === month)?.qualifier);
}

function due(page, { calendar, commitments }) {
  const byDay = new Map();
  calendar.forEach(entry => {
    const key = `${entry.due_on} ${entry.month}`;
    byDay.set(key, { on: entry.due_on, month: entry.month, brands: [...(byDay.get(key)?.brands ?? []), entry.brand] });
  });
  const entries = [
    ...[...byDay.values()].map(entry => ({ on: entry.on, text: t('{month} of {names}', { month: format.bareLongMonth(entry.month), names: format.list(few(entry.brands.map(words.brand))) }), to: entry.brands.length === 1 ? path('/brands/{}', entry.brands[0]) : '/brands' })),
    ...commitments.map(one => ({ on: one.due_by, text: promiseText(one), to: path('/promises/{}/{}/{}', one.brand, one.technology, one.stage) })),
  ].sort((a, b) => a.on.localeCompare(b.on)).slice(0, DUE);
  return section('due-head', t('Due next'), entries.length === 0 ? h('p', { class: 'empty' }, t('Nothing is due.')) : h('ul', { class: 'dated' }, entries.map(entry => h('li', {}, h('span', { class: 'quiet fixed' }, format.shortDay(entry.on)), h('a', { href: href(page, entry.to) }, entry.text)))));
}

const few = names => (names.length > 4 ? [...names.slice(0, 3), tn(names.length - 3, '{n} more', '{n} more')] : names);

const promiseText = one => t('{brand}: {stage}, {technology}', { brand: words.brand(one.brand), stage: one.coverage === null ? words.stage(one.stage) : format.coverage(one.coverage), technology: words.technology(one.technology) });

function aboutData(page, { data }) {
  return data.total === 0 ? null : h('details', { class: 'block', 'data-key': 'about-data' },
    h('summary', {}, t('About the data'), ` (${format.count(data.total)})`),
    h('ul', { class: 'signals' }, data.signals.map(signal => signalRow(page, signal))));
}
