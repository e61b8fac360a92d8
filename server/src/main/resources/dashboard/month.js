// One month of a brand: what was known of it when, and who said what.

import { h } from './dom.js';
import * as api from './api.js';
import { knownOn } from './chart.js';
import { knownChart } from './chart-known.js';
import { empty, figure, head, section, sourceChip, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

export async function load(page) {
  const { brand, month } = page.params;
  if (!/^\d{4}-\d{2}$/.test(month)) {
    throw new api.Problem(404, t('“{given}” is no month. A month is written as 2024-10.', { given: month }));
  }
  const to = `/brands/${encodeURIComponent(brand)}/months`;
  const measure = words.ALL_MEASURES.includes(page.query.get('measure')) ? page.query.get('measure') : 'DELIVERIES';
  const [then, now, days] = await Promise.all([
    api.get(to, { measure, from: month, to: month, as_of: page.asOf }),
    page.asOf === null ? null : api.get(to, { measure, from: month, to: month }),
    api.list('/days', { brand }),
  ]);
  const all = now ?? then;
  const said = new Set([...(all[0]?.statements ?? []).map(statement => statement.published_at.slice(0, 10)), ...(all[0]?.revisions ?? []).map(revision => revision.as_of)]);
  return { brand, month, measure, then: then[0] ?? null, now: all[0] ?? null, days: days.map(entry => entry.day).filter(day => said.has(day)) };
}

export const title = data => `${words.brand(data.brand)}, ${format.longMonth(data.month)}`;

export function render(page, data) {
  const { brand, month, then, now, measure } = data;
  const name = words.brand(brand);
  const choice = h('p', { class: 'choose' }, h('label', { for: 'measure' }, t('Measure')), h('select', { id: 'measure', name: 'measure', 'data-change': 'query' }, words.ALL_MEASURES.map(one => h('option', { value: one, selected: one === measure }, words.measure(one)))));
  const step = (by, text) => h('a', { href: href(page, path('/brands/{}/months/{}', brand, format.addMonths(month, by)), measure === 'DELIVERIES' ? {} : { measure }) }, text);
  return h('div', { class: 'month-page' },
    head([h('a', { href: href(page, path('/brands/{}', brand)) }, name), ', ', format.longMonth(month)], h('p', {}, step(-1, '‹ '), step(-1, format.bareMonth(format.addMonths(month, -1))), ' · ', step(1, format.bareMonth(format.addMonths(month, 1))), step(1, ' ›')), choice),
    h('dl', { class: 'figures' }, figure(words.measure(measure), then === null || then.units === null ? t('nothing known') : format.figure(then.units, then.qualifier), then === null ? null : [then.units !== null && !then.closed ? t('part of the month') : null, then.qualifier === 'DERIVED' ? t('follows from other figures') : null].filter(Boolean).join('; ')),
      then?.capacity == null ? null : figure(t('Capacity'), format.count(then.capacity), t('a month'))),
    now === null ? empty(t('No source says anything of this month.')) : knownChart('known', page, { month: now, title: t('{name}, {month}: what was known when', { name, month: format.longMonth(month) }), controls: knownOn(page, data.days) }),
    then === null ? null : section('said-head', t('Who says so'), then.statements.length === 0 ? h('p', { class: 'quiet' }, t('No statement of its own: it follows from figures over other periods.')) : statements(page, then)));
}

function statements(page, month) {
  return [table(t('Statements on the month'), [t('Published'), t('Source'), t('What'), { text: t('Figure'), class: 'number' }, t('What became of it')], month.statements.map(one => h('tr', { 'data-key': one.event_id, class: one.retracted ? 'retracted' : null },
    h('td', { class: 'fixed' }, format.day(one.published_at)),
    h('td', {}, sourceChip(page, one)),
    h('td', {}, words.granularity(one.granularity), one.granularity === 'SPAN' ? ` ${format.shortDay(one.period_start)} – ${format.shortDay(one.period_end)}` : null, one.model ? `, ${one.model}` : null, one.region ? `, ${one.region}` : null),
    h('td', { class: 'number' }, one.retracted ? h('s', {}, format.figure(one.units, one.qualifier)) : format.figure(one.units, one.qualifier)),
    h('td', {}, one.counts ? h('b', {}, t('counts')) : [one.retracted ? h('b', {}, t('retracted'), ' ') : null, h('span', { class: 'quiet', lang: 'en' }, one.why_not)])))),
  month.statement_count > month.statements.length ? h('p', { class: 'quiet' }, tn(month.statement_count - month.statements.length, '{n} more is not shown.', '{n} more are not shown.')) : null];
}
