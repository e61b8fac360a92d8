// One brand: five figures, its months, its year, signals, promises and targets, models, technology, news, sources.

import { h } from './dom.js';
import * as api from './api.js';
import { monthsChart } from './chart-months.js';
import { yearChart } from './chart-year.js';
import { empty, evidence, figure, head, section, signalRow, table } from './components.js';
import { doubts } from './doubts.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { newsRows } from './news-rows.js';
import { promiseTable, targetTable } from './promise-tables.js';
import { href, path } from './router.js';
import { sourceTable } from './source-table.js';
import * as words from './words.js';

const MONTHS = 36;
const NEWS = 6;

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const brand = page.params.brand;
  const to = `/brands/${encodeURIComponent(brand)}`;
  const about = await api.get(to, asOf);
  const measure = words.ALL_MEASURES.includes(page.query.get('measure')) ? page.query.get('measure') : about.registrations_only ? 'REGISTRATIONS' : 'DELIVERIES';
  const year = about.metrics.reference_month === null ? null : Number(about.metrics.reference_month.slice(0, 4));
  const [months, years, open, ended, market, commitments, targets, news, sources, calendar, retracted] = await Promise.all([
    api.get(`${to}/months`, { measure, limit: MONTHS, ...asOf }),
    year === null ? [] : Promise.all([0, 1, 2].map(back => api.get(`${to}/year`, { year: year - back, ...asOf }))),
    api.get('/signals', { brand, limit: 50, ...asOf }),
    api.get('/signals', { brand, status: 'resolved', limit: 20, ...asOf }),
    page.asOf === null ? page.market : api.get('/market', asOf),
    api.list('/commitments', { brand, ...asOf }),
    api.list('/targets', { brand, ...asOf }),
    newsOf(brand, page),
    api.list('/sources', { brand, ...asOf }),
    api.list('/calendar', { brand, ...asOf }),
    api.list('/statements', { brand, type: 'retraction', ...asOf }),
  ]);
  return { about, measure, months, years: years.filter(one => one.months.some(month => month.ytd !== null)), open: open.signals, ended: ended.signals, market, commitments, targets, news, sources, calendar, retracted };
}

async function newsOf(brand, page) {
  const parts = await Promise.all(['organisation', 'launch', 'technology_milestone'].map(type => api.list('/statements', { brand, type, as_of: page.asOf, to: page.asOf })));
  return parts.flat();
}

export const title = data => words.brand(data.about.brand);

export function render(page, data) {
  const { about, market } = data;
  const metrics = about.metrics;
  const own = market?.brands[about.brand] ?? {};
  const name = words.brand(about.brand);
  return h('div', { class: 'brand-page' },
    head(name, h('p', { class: 'quiet' }, metrics.reference_month === null ? t('No whole month is known.') : t('Figures of {month}, the latest whole month', { month: format.longMonth(metrics.reference_month) })),
      h('a', { href: href(page, '/compare', { brands: neighbours(about.brand, market) }) }, t('Compare'))),
    about.registrations_only ? h('p', { class: 'note-box', id: 'registrations-only' }, t('Only registrations are known; the metrics rest on deliveries. Where a country’s registrations are its deliveries, feed them with'), ' ', h('code', {}, '--as-deliveries'), t('.')) : null,
    figures(page, about, own),
    doubts(page, about.brand, metrics),
    h('div', { class: 'columns' },
      h('div', {}, monthsSection(page, data, name), yearSection(data, metrics, own, name)),
      h('div', {},
        section('open-head', t('Open signals'), data.open.length === 0 ? h('p', { class: 'empty' }, t('None.')) : h('ol', { class: 'signals tight' }, data.open.map(signal => signalRow(page, signal))),
          data.ended.length === 0 ? null : h('details', {}, h('summary', {}, tn(data.ended.length, '{n} ended', '{n} ended')), h('ol', { class: 'signals tight' }, data.ended.map(signal => signalRow(page, signal))))),
        section('due-head', t('Due next'), data.calendar.length === 0 ? h('p', { class: 'empty' }, t('It is not known when figures come.')) : h('ul', { class: 'dated' }, data.calendar.map(entry => h('li', {}, h('span', { class: 'quiet fixed' }, format.day(entry.due_on)), h('span', {}, t('Figure of {month}', { month: format.longMonth(entry.month) }), entry.late_days > 0 ? `, ${tn(entry.late_days, '{n} day late', '{n} days late')}` : null))))))),
    section('promises-head', t('Promises'), data.commitments.length === 0 ? h('p', { class: 'empty' }, t('Nothing promised.')) : promiseTable(page, data.commitments, market?.as_of ?? page.day, false)),
    section('targets-head', t('Targets'), data.targets.length === 0 ? h('p', { class: 'empty' }, t('No target known.')) : targetTable(page, data.targets, market, false)),
    models(page, about), technologies(page, about.brand, market),
    section('news-head', t('News'), data.news.length === 0 ? h('p', { class: 'empty' }, t('None.')) : newsRows(page, data.news, false, NEWS), h('p', {}, h('a', { href: href(page, '/news', { brand: about.brand }) }, t('All news of {name}', { name })))),
    section('sources-head', t('Sources'), data.sources.length === 0 ? h('p', { class: 'empty' }, t('No source states whole months of the brand.')) : sourceTable(page, data.sources, false), h('p', {}, h('a', { href: href(page, '/sources', { brand: about.brand }) }, t('All statements')))),
    data.retracted.length === 0 ? null : section('retracted-head', t('Retracted'), h('ul', {}, data.retracted.map(one => h('li', {}, h('a', { href: href(page, path('/statements/{}', one.detail.event_id)) }, h('s', {}, one.detail.event_id)), ' ', one.detail.reason, h('span', { class: 'quiet' }, `, ${words.publisher(one.source)}, ${format.day(one.published_at)}`))))),
    h('details', { class: 'block' }, h('summary', {}, t('Statements behind the figures')), evidence(page, t('Statements behind the figures'), about.evidence)));
}

/** The brand and those ranked next to it. */
function neighbours(brand, market) {
  const ranked = Object.entries(market?.brands ?? {}).filter(([, one]) => one.rank !== null).sort(([, a], [, b]) => a.rank - b.rank).map(([name]) => name);
  const at = ranked.indexOf(brand);
  return at < 0 ? [brand, ...ranked.slice(0, 2)].join(',') : ranked.slice(Math.max(0, at - 1), at + 2).join(',');
}

function figures(page, about, own) {
  const metrics = about.metrics;
  const unknown = [];
  const item = (name, value, comparison, to) => {
    if (value === null || value === undefined) {
      unknown.push(name);
      return null;
    }
    return figure(name, value, comparison, to);
  };
  const monthTo = metrics.reference_month === null ? null : href(page, path('/brands/{}/months/{}', about.brand, metrics.reference_month));
  const probability = own.target_probability ?? null;
  const items = [
    item(t('Deliveries'), metrics.deliveries === null ? null : format.figure(metrics.deliveries, metrics.deliveries_qualifier), metrics.deliveries_like_for_like === null ? null : [format.change(metrics.deliveries_like_for_like), ' ', t('like for like')], monthTo),
    item(t('This year'), metrics.ytd_deliveries === null ? null : format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier), own.forecast_year == null ? (metrics.run_rate === null ? null : [t('three-month average'), ' ', format.figure(Math.round(metrics.run_rate), metrics.run_rate_qualifier)]) : t('about {n} expected, {low} to {high}', { n: format.three(own.forecast_year), low: format.three(own.forecast_low), high: format.three(own.forecast_high) })),
    item(t('Target'), metrics.target === null ? null : format.count(metrics.target), probability === null ? t('no chance can be put on it') : t('chance {chance} ({percent})', { chance: format.chance(probability), percent: format.percent(probability) }), metrics.target === null ? null : href(page, path('/targets/{}/{}', about.brand, metrics.reference_month?.slice(0, 4) ?? ''))),
    item(t('Waiting time'), format.weeks(metrics.lead_time_weeks), [metrics.lead_time_quoted_weeks === null ? t('by open orders and deliveries') : t('as quoted to buyers'), metrics.order_backlog === null ? null : `; ${t('{n} open orders', { n: format.count(metrics.order_backlog) })}`]),
    item(t('Capacity used'), format.percent(metrics.capacity_utilisation), metrics.capacity === null ? null : t('of {n} a month', { n: format.count(metrics.capacity) })),
  ];
  return h('div', {}, h('dl', { class: 'figures' }, items), unknown.length > 0 ? h('p', { class: 'quiet fine' }, t('Not known: {names}.', { names: format.list(unknown) })) : null);
}

function monthsSection(page, data, name) {
  const measure = words.measure(data.measure);
  const choice = h('p', { class: 'choose' }, h('label', { for: 'measure' }, t('Measure')), h('select', { id: 'measure', name: 'measure', 'data-change': 'query' }, words.ALL_MEASURES.map(one => h('option', { value: one, selected: one === data.measure }, words.measure(one)))));
  const known = data.months.some(month => month.units !== null);
  return section('months-head', t('{measure} a month', { measure }), choice,
    known ? monthsChart('months', page, { months: data.months, brand: data.about.brand, title: t('{name}: {measure} a month', { name, measure }), subtitle: t('vehicles; outlined: part of a month; open at the top: at least; a stroke: a year before'), signals: [...data.open, ...data.ended].map(signal => ({ severity: signal.severity, began: signal.began_on ?? signal.opened_at.slice(0, 10) })) })
      : empty(t('Nothing is known of {measure}.', { measure })),
    revisions(page, data));
}

/** Months whose figure the same exactness said otherwise before: revised. A bound made exact is refined, and no news of the brand. */
function revisions(page, data) {
  const of = data.months.filter(month => month.revisions.length > 1).reverse();
  if (of.length === 0) {
    return null;
  }
  return h('details', { class: 'as-table' }, h('summary', {}, tn(of.length, '{n} month first published otherwise', '{n} months first published otherwise')),
    table(t('Months first published otherwise'), [t('Month'), { text: t('First'), class: 'number' }, t('On'), { text: t('Now'), class: 'number' }, t('What became of it')], of.map(month => {
      const first = month.revisions[0];
      const revised = first.qualifier === 'EXACT' && month.qualifier === 'EXACT';
      return h('tr', {},
        h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}/months/{}', data.about.brand, month.month)) }, format.month(month.month))),
        h('td', { class: 'number' }, format.figure(first.units, first.qualifier)), h('td', { class: 'fixed' }, format.day(first.as_of)),
        h('td', { class: 'number' }, format.figure(month.units, month.qualifier)), h('td', {}, revised ? t('revised') : t('refined')));
    })));
}

function yearSection(data, metrics, own, name) {
  const [now] = data.years;
  if (!now) {
    return null;
  }
  const sentence = [
    metrics.ytd_deliveries === null ? null : t('{n} delivered by the end of {month}.', { n: format.figureText(metrics.ytd_deliveries, metrics.ytd_qualifier), month: format.longMonth(metrics.reference_month) }),
    own.forecast_year == null ? null : t('About {n} are expected for {year}, in 8 of 10 cases {low} to {high}.', { n: format.three(own.forecast_year), year: String(now.year), low: format.three(own.forecast_low), high: format.three(own.forecast_high) }),
    metrics.projected_year === null ? null : t('At the rate of the last three months it would be {n}.', { n: format.sign(metrics.projected_qualifier) + format.three(metrics.projected_year) }),
  ].filter(Boolean);
  return section('year-head', now.target === null ? t('{year} so far', { year: String(now.year) }) : t('{year} against its target', { year: String(now.year) }),
    yearChart('year', { years: data.years, title: t('{name}: deliveries since January', { name }), subtitle: t('vehicles; grey: the years before; band: 8 of 10 cases') }),
    h('p', {}, sentence.join(' ')),
    own.forecast_year == null ? null : h('p', { class: 'quiet fine' }, t('Expected by how earlier years of all brands went on after this month. Brands that fell silent are not among them.')));
}

function models(page, about) {
  const named = Object.entries(about.models).filter(([, metrics]) => metrics.reference_month !== null);
  return named.length === 0 ? null : section('models-head', t('Models'), table(t('Models and their figures'), [t('Model'), t('Month'), { text: t('Deliveries'), class: 'number' }, { text: t('Like for like'), class: 'number' }, { text: t('This year'), class: 'number' }, { text: t('Waiting time'), class: 'number' }], named.map(([name, metrics]) => h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}/models/{}', about.brand, name)) }, name)),
    h('td', { class: 'fixed' }, format.month(metrics.reference_month)),
    h('td', { class: 'number' }, format.figure(metrics.deliveries, metrics.deliveries_qualifier)),
    h('td', { class: 'number' }, format.change(metrics.deliveries_like_for_like)),
    h('td', { class: 'number' }, format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier)),
    h('td', { class: 'number' }, format.orUnknown(format.weeks(metrics.lead_time_weeks)))))));
}

function technologies(page, brand, market) {
  const own = Object.entries(market?.technologies ?? {}).filter(([, race]) => race.brands[brand]);
  return section('tech-head', t('Technology'), own.length === 0 ? h('p', { class: 'empty' }, t('Nothing is known of its technology.')) : table(t('Technologies of the brand'), [t('Technology'), t('Stage'), t('Since'), t('Beside the others')], own.map(([name, race]) => {
    const standing = race.brands[brand];
    return h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: href(page, path('/technology/{}', name)) }, words.capital(words.technology(name)))),
      h('td', {}, standing.stage === null ? format.unknown() : words.stage(standing.stage), standing.coverage === null ? null : h('span', { class: 'quiet' }, `, ${format.coverage(standing.coverage)}`)),
      h('td', { class: 'fixed' }, format.orUnknown(format.day(standing.stage_since))),
      h('td', {}, race.leaders.includes(brand) ? t('leads') : standing.gap_stages > 0 ? tn(standing.gap_stages, '{n} stage behind, {days}', '{n} stages behind, {days}', { days: format.days(standing.gap_days) }) : ''));
  })));
}

