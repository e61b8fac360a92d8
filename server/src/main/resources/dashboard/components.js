// What pages are made of: severity marks, signal rows, figures, sources, tables, and what is said where there is nothing.

import { h, s, unseen } from './dom.js';
import * as format from './format.js';
import { isChinese, t, tn } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';
import { sentenceOf } from './sentences.js';

const SHAPES = { CRITICAL: 'M6 0 12 11H0z', WARNING: 'M6 0l6 6-6 6-6-6z', INFO: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1z', ENDED: 'M6 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0-1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z' };

/** A severity by shape, word and colour. */
export function severity(name, ended = false) {
  const of = ended ? 'ENDED' : name;
  return h('span', { class: `severity ${of.toLowerCase()}` }, mark(of), ended ? t('Ended') : words.severity(name));
}

const mark = name => s('svg', { class: 'mark', viewBox: '0 0 12 12', width: 12, height: 12, 'aria-hidden': 'true', focusable: 'false' }, s('path', { d: SHAPES[name] }));

/** A signal on a row that is a link to its page. */
export function signalRow(page, signal) {
  const ended = signal.status === 'RESOLVED';
  const { title, detail, lang } = sentenceOf(signal);
  return h('li', { class: 'signal', 'data-key': signal.alert_id, 'data-rule': signal.rule, 'data-subject': signal.subject },
    h('a', { href: href(page, path('/signals/{}', signal.alert_id)), 'data-row': true },
      severity(signal.severity, ended),
      h('span', { class: 'signal-text' },
        h('b', { lang }, title),
        detail ? h('span', { class: 'signal-detail quiet', lang }, detail) : null,
        signal.also?.length > 0 ? h('span', { class: 'quiet' }, t('Also: {names}', { names: format.list(signal.also.map(also => words.subject(also))) })) : null,
        signal.acknowledged ? h('span', { class: 'quiet' }, '✓ ', t('Seen by {name}', { name: signal.acknowledged.by })) : null),
      h('span', { class: 'signal-since quiet' }, ended ? t('ended {day}', { day: format.day(signal.updated_at) }) : sinceText(signal))));
}

/** Since when a signal stands. */
export function sinceText(signal) {
  const began = format.day(beganOn(signal));
  return signal.began_before ? t('since before {day}', { day: began }) : t('since {day}', { day: began });
}

/** The day a signal began by what was published; where that is not known, the day it was seen. */
export const beganOn = signal => signal.began_on ?? signal.opened_at.slice(0, 10);

/** A figure with its name, what it compares to, and where it comes from. */
export function figure(name, value, comparison, to) {
  return h('div', { class: 'figure' }, h('dt', {}, name), h('dd', {}, h('span', { class: 'big' }, to ? h('a', { href: to }, value) : value), comparison ? h('span', { class: 'compared' }, comparison) : null));
}

/** Who said it, where it was read, when. */
export function sourceChip(page, source, eventId = source.event_ids?.[0] ?? source.event_id) {
  const host = source.url ? words.host(source.url) : null;
  const who = words.publisher(source.source);
  return h('span', { class: 'source' },
    eventId ? h('a', { href: href(page, path('/statements/{}', eventId)) }, who) : who,
    h('span', { class: 'quiet' }, ` ${words.tier(source.source_tier)}`),
    host ? [h('span', { class: 'quiet' }, ', '), outside(source.url, t('via {host}', { host }))] : h('span', { class: 'quiet' }, `, ${t('no link kept')}`),
    h('span', { class: 'quiet' }, `, ${format.day(source.published_at)}`),
    source.statement_count > 1 ? h('span', { class: 'quiet' }, `, ${tn(source.statement_count, '{n} statement', '{n} statements')}`) : null);
}

/** A link out of the page, if it is a place on the web. */
export function outside(url, text) {
  return /^https?:\/\//i.test(url ?? '') ? h('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, text, unseen(` (${t('opens in a new tab')})`)) : text;
}

/** A table that may be wider than its place. */
export function table(label, heads, rows, kind = '') {
  return h('div', { class: `table ${kind}`, role: 'group', 'aria-label': label, tabindex: 0 },
    h('table', {},
      h('caption', { class: 'sr' }, label),
      h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col', class: head.class }, head.text ?? head)))),
      h('tbody', {}, rows)));
}

/** A part of a page with its heading. */
export function section(id, title, ...content) {
  return h('section', { class: 'block', 'aria-labelledby': id }, h('h2', { id }, title), content);
}

/** The statements behind figures, a row each. */
export function evidence(page, label, entries) {
  if (entries.length === 0) {
    return h('p', { class: 'quiet' }, t('No statement: it follows from the day alone.'));
  }
  return table(label, [t('What'), t('Period'), { text: t('Figure'), class: 'number' }, t('Source')], entries.flatMap(entry => entry.sources.map((source, i) => h('tr', {},
    h('th', { scope: 'row' }, i === 0 ? evidenceName(entry.name) : unseen(evidenceName(entry.name))),
    h('td', { class: 'fixed' }, i === 0 ? format.period(entry.period) : ''),
    h('td', { class: 'number' }, i > 0 || entry.value === null ? '' : [format.qualifier(entry.qualifier), format.precise(entry.value)]),
    h('td', {}, sourceChip(page, source))))));
}

function evidenceName(name) {
  const [first, ...rest] = name.split(' ');
  const known = rest.length > 0 && words.ALL_STAGES.includes(rest[rest.length - 1])
    ? `${words.capital(words.technology(first))}, ${words.stage(rest[rest.length - 1])}` : null;
  return known ?? [words.measure(first), ...rest].join(isChinese() ? '' : ' ');
}

/** What a metric's value says, as an alert gives it. */
export function metricValue(metric, text) {
  if (text === 'unknown' || text === '') {
    return format.unknown();
  }
  if (/^-?\d+(\.\d+)?(E-?\d+)?$/.test(text)) {
    return RATIOS.has(metric) ? format.percent(Number(text)) : YEARS.has(metric) ? text : format.precise(Number(text));
  }
  if (/^[A-Z_0-9]+$/.test(text)) {
    return words.ALL_STAGES.includes(text) ? words.stage(text) : words.status(text);
  }
  return /^\d{4}-/.test(text) ? format.period(text) : text.split(', ').map(name => words.brand(name)).join(isChinese() ? '、' : ', ');
}

const RATIOS = new Set(['capacity_utilisation', 'brand_capacity_utilisation', 'deliveries_mom', 'deliveries_yoy', 'deliveries_like_for_like', 'target_attainment', 'growth', 'market_share', 'demand_persistence',
  'target_probability', 'attainment', 'conflict_ratio', 'parts_excess', 'deliveries_to_peak', 'growth_over_two_months', 'three_months_to_year_before']);
const YEARS = new Set(['reference_year', 'target_reach_year']);

/** A rule's bounds: "≥ 90%, ≥ 20". */
export function threshold(metric, text) {
  return text.replace(/"([A-Z_]+)"/g, (_, word) => words.status(word)).replace(/-?\d+(\.\d+)?/g, found => (RATIOS.has(metric) ? format.percent(Number(found)) : YEARS.has(metric) ? found : format.precise(Number(found))))
    .replaceAll('>=', '≥ ').replaceAll('<=', '≤ ').replaceAll('==', '= ').replaceAll('!=', '≠ ').replace(/\s+/g, ' ');
}

/** Pages of a list by the address. */
export function pager(page, { total, offset, limit }) {
  if (total <= limit) {
    return null;
  }
  const to = at => href(page, page.path, { ...Object.fromEntries(page.query), offset: at || null });
  return h('nav', { class: 'pager', 'aria-label': t('Pages of the list') },
    offset > 0 ? h('a', { href: to(Math.max(0, offset - limit)), rel: 'prev' }, t('‹ Previous')) : null,
    h('span', {}, t('{from} to {to} of {total}', { from: format.count(offset + 1), to: format.count(Math.min(total, offset + limit)), total: format.count(total) })),
    offset + limit < total ? h('a', { href: to(offset + limit), rel: 'next' }, t('Next ›')) : null);
}

/** Of a long list the part that the address names, and the way to the others. */
export function paged(page, rows, limit) {
  const offset = Math.max(0, Number(page.query.get('offset')) || 0);
  return { shown: rows.slice(offset, offset + limit), nav: pager(page, { total: rows.length, offset, limit }) };
}

/** A heading with what can be done with the page. */
export function head(title, ...more) {
  return h('div', { class: 'head' }, h('h1', {}, title), more);
}

/** Take away: the API's own answer, as a list or a file. */
export function download(url, text = t('JSON')) {
  return h('a', { href: url, class: 'quiet', download: true }, text);
}

/** Why there is nothing, and what to do. */
export function empty(text, ...more) {
  return h('div', { class: 'empty' }, h('p', {}, text), more);
}

/** Problems that asking again does not end, by status. */
export const FINAL = { 400: 'This cannot be shown', 403: 'Not allowed', 404: 'Not found' };
export const isFinal = problem => problem.status in FINAL;

/** A page that cannot be shown. */
export function explanation(page, problem) {
  if (isFinal(problem)) {
    return h('div', { class: 'empty big' },
      h('h1', {}, t(FINAL[problem.status])),
      h('p', { lang: isChinese() && !/\p{Script=Han}/u.test(problem.detail) ? 'en' : null }, words.capital(format.sentence(problem.detail))),
      page.asOf ? h('p', {}, h('button', { type: 'button', class: 'link', 'data-action': 'latest' }, t('Back to the latest day'))) : null,
      h('p', {}, h('a', { href: href(page, '/', { as_of: null }) }, t('Today')), ' · ', h('a', { href: href(page, '/brands', { as_of: null }) }, t('Brands')), ' · ', h('a', { href: href(page, '/signals', { as_of: null }) }, t('Signals'))));
  }
  return h('div', { class: 'empty big' }, h('h1', {}, t('No answer')), h('p', {}, t('The server does not answer. This page asks again by itself.')), h('p', { class: 'quiet', lang: 'en' }, problem.detail));
}

/** The page's outline while it is awaited. */
export function skeleton() {
  return h('div', { class: 'skeleton', role: 'status' }, unseen(t('Loading')), Array.from({ length: 6 }, () => h('div', { class: 'bone', 'aria-hidden': 'true' })));
}
