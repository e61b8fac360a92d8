// Promises of technology and targets in vehicles, as tables.

import { h } from './dom.js';
import { table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

const ORDER = ['OVERDUE', 'PENDING', 'KEPT_LATE', 'KEPT', 'MISSED', 'OPEN', 'UNKNOWN', 'MET'];
const byStatus = (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status);

/** A status by word and shape, not by colour alone. */
export function status(name) {
  const kind = ['OVERDUE', 'MISSED'].includes(name) ? 'bad' : ['PENDING', 'OPEN', 'UNKNOWN'].includes(name) ? 'open' : 'done';
  return h('span', { class: `status ${kind}` }, h('span', { 'aria-hidden': 'true' }, { bad: '▲ ', open: '◇ ', done: '◆ ' }[kind]), words.status(name));
}

/** Overdue first. */
export const inOrder = commitments => [...commitments].sort((a, b) => byStatus(a, b) || a.due_by.localeCompare(b.due_by) || a.brand.localeCompare(b.brand));

/** Promises, overdue first. */
export function promiseTable(page, commitments, day, withBrand = true) {
  return table(t('Promises'), [withBrand ? t('Brand') : null, t('What'), t('Status'), t('Due'), t('Delays')].filter(Boolean), inOrder(commitments).map(one => h('tr', { 'data-key': `${one.brand}/${one.technology}/${one.stage}` },
    withBrand ? h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}', one.brand)) }, words.brand(one.brand))) : null,
    h(withBrand ? 'td' : 'th', { scope: withBrand ? null : 'row' }, h('a', { href: href(page, path('/promises/{}/{}/{}', one.brand, one.technology, one.stage)), 'data-row': true }, words.capital(words.technology(one.technology))), h('span', { class: 'quiet' }, `, ${words.stage(one.stage)}`, one.coverage === null ? '' : `, ${format.coverage(one.coverage)}`)),
    h('td', { class: 'fixed' }, status(one.status), one.status === 'OVERDUE' ? h('span', { class: 'quiet' }, `, ${format.days(format.daysBetween(one.due_by, day))}`) : null),
    h('td', {}, one.first_due_by === one.due_by ? null : [h('s', { class: 'quiet' }, format.day(one.first_due_by)), ' '], format.day(one.due_by)),
    h('td', {}, one.slips === 0 ? h('span', { class: 'quiet' }, t('none')) : tn(one.slips, 'once', '{n} times')))), 'promises');
}

/** Missed first; the chance where the market has one for the year. */
export function targetTable(page, targets, market, withBrand = true) {
  return table(t('Targets'), [withBrand ? t('Brand') : null, t('Period'), t('Status'), { text: t('Target'), class: 'number' }, { text: t('Delivered'), class: 'number' }, { text: t('Share'), class: 'number' }, t('Chance')].filter(Boolean), [...targets].sort((a, b) => b.period.slice(0, 4).localeCompare(a.period.slice(0, 4)) || byStatus(a, b) || a.brand.localeCompare(b.brand)).map(one => h('tr', { 'data-key': `${one.brand}/${one.period}` },
    withBrand ? h('th', { scope: 'row' }, h('a', { href: href(page, path('/brands/{}', one.brand)) }, words.brand(one.brand))) : null,
    h(withBrand ? 'td' : 'th', { scope: withBrand ? null : 'row', class: 'fixed' }, h('a', { href: href(page, path('/targets/{}/{}', one.brand, one.period)), 'data-row': true }, format.period(one.period))),
    h('td', { class: 'fixed' }, status(one.status), one.met_in ? h('span', { class: 'quiet' }, `, ${format.month(one.met_in)}`) : null),
    h('td', { class: 'number' }, one.first_units === one.units ? null : [h('s', { class: 'quiet' }, format.count(one.first_units)), ' '], format.count(one.units), one.units_high === null ? null : `–${format.count(one.units_high)}`),
    h('td', { class: 'number' }, format.figure(one.actual, one.actual_qualifier)),
    h('td', { class: 'number' }, one.attainment === null ? format.unknown() : [format.qualifier(one.actual_qualifier), format.percent(one.attainment)]),
    h('td', {}, chanceOf(one, market)))), 'targets');
}

/** Only of the year that the market forecasts, while it is open. */
export function chanceOf(target, market) {
  const probability = target.status === 'OPEN' && market?.month && target.period === market.month.slice(0, 4) ? market.brands[target.brand]?.target_probability : null;
  return probability == null ? '' : `${format.chance(probability)} (${format.percent(probability)})`;
}
