// Numbers and dates as the reader's language writes them. Days are UTC days throughout.

import { h, unseen } from './dom.js';
import { isChinese, locale, t, tn } from './i18n.js';

const DAY_MS = 86_400_000;
const made = new Map();

/** One formatter per locale and form. */
function formatter(kind, name, options) {
  const key = `${locale()} ${name}`;
  if (!made.has(key)) {
    made.set(key, new Intl[kind](locale(), options));
  }
  return made.get(key);
}

const known = (value, format) => (value === null || value === undefined ? null : format(value));
const number = (name, options) => value => known(value, v => formatter('NumberFormat', name, options).format(v));
const date = (name, options) => value => known(value, v => formatter('DateTimeFormat', name, { timeZone: 'UTC', ...options }).format(instant(v)));

export const count = number('count', { maximumFractionDigits: 0 });
export const decimal = number('decimal', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const precise = number('precise', { maximumFractionDigits: 2 });
export const compact = number('compact', { notation: 'compact', maximumFractionDigits: 1 });
export const three = number('three', { maximumSignificantDigits: 3 });
export const percent = number('percent', { style: 'percent', maximumFractionDigits: 0 });
export const finePercent = number('finePercent', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const price = number('price', { style: 'currency', currency: 'CNY', maximumFractionDigits: 0 });
export const day = date('day', { day: 'numeric', month: 'short', year: 'numeric' });
export const shortDay = date('shortDay', { day: 'numeric', month: 'short' });
export const weekday = date('weekday', { weekday: 'long', day: 'numeric', month: 'long' });
export const longDay = date('longDay', { day: 'numeric', month: 'long', year: 'numeric' });
export const month = date('month', { month: 'short', year: 'numeric' });
export const longMonth = date('longMonth', { month: 'long', year: 'numeric' });
export const bareMonth = date('bareMonth', { month: 'short' });
export const bareLongMonth = date('bareLongMonth', { month: 'long' });
export const moment = date('moment', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
export const time = value => formatter('DateTimeFormat', 'time', { hour: '2-digit', minute: '2-digit' }).format(value);

/** Names one after the other: "A, B and C". */
export const list = names => formatter('ListFormat', 'list', { type: 'conjunction' }).format(names);

/** A date, an instant, a month as YYYY-MM, or milliseconds. */
export function instant(value) {
  return typeof value === 'number' ? new Date(value) : new Date(value.length === 7 ? `${value}-01` : value);
}

/** Whole UTC days from one date to another. */
export function daysBetween(from, to) {
  return Math.floor(instant(to).getTime() / DAY_MS) - Math.floor(instant(from).getTime() / DAY_MS);
}

/** A date so many days away. */
export const addDays = (from, days) => new Date(instant(from).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** A month so many months away. */
export function addMonths(from, months) {
  const [year, ofYear] = from.split('-').map(Number);
  return new Date(Date.UTC(year, ofYear - 1 + months, 1)).toISOString().slice(0, 7);
}

export const days = n => tn(n, '{n} day', '{n} days');
export const weeks = value => known(value, v => t('{n} weeks', { n: decimal(v) }));

/** The period of a statement: a day, a month, a quarter, a year, or two months with a stroke between. */
export function period(text) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return day(text);
  }
  if (/^\d{4}-\d{2}$/.test(text)) {
    return month(text);
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter) {
    return t('Q{quarter} {year}', { quarter: quarter[2], year: quarter[1] });
  }
  const run = /^(\d{4}-\d{2}(?:-\d{2})?)(?:\/|\.\.)(\d{4}-\d{2}(?:-\d{2})?)$/.exec(text);
  return run ? t('{from} to {to}', { from: period(run[1]), to: period(run[2]) }) : text;
}

/** The unknown, said as such. */
export function unknown() {
  return h('span', { class: 'unknown' }, h('span', { 'aria-hidden': 'true' }, '–'), unseen(t('unknown')));
}

/** What is known, else a dash. */
export const orUnknown = text => (text === null || text === undefined ? unknown() : text);

const MARKS = { AT_LEAST: ['≥', 'at least'], ESTIMATE: ['≈', 'about'], DERIVED: ['=', 'derived'] };

/** The sign of exactness as plain text; nothing for an exact figure. A derived one is exact: its sign is in its details. */
export const sign = qualifier => (qualifier === 'AT_LEAST' ? '≥ ' : qualifier === 'ESTIMATE' ? '≈ ' : '');

/** How exact a figure is, where it is not plainly exact. */
export function qualifier(name) {
  const mark = MARKS[name];
  return mark && name !== 'DERIVED' ? h('span', { class: 'qualifier', title: t(mark[1]) }, h('span', { 'aria-hidden': 'true' }, mark[0], '\u2009'), unseen(t(mark[1]), ' ')) : null;
}

/** A figure with how exact it is. */
export const figure = (value, exactness) => (value === null || value === undefined ? unknown() : h('span', { class: 'value' }, qualifier(exactness), count(value)));

/** A figure with how exact it is, as text. */
export const figureText = (value, exactness) => (value === null || value === undefined ? t('unknown') : `${sign(exactness)}${count(value)}`);

/** A change with an arrow: direction by shape and sign, never by colour. */
export function change(value) {
  if (value === null || value === undefined) {
    return unknown();
  }
  const arrow = value > 0 ? '↑' : value < 0 ? '↓' : '';
  return h('span', { class: 'change' }, h('span', { 'aria-hidden': 'true' }, arrow, arrow ? '\u2009' : ''), unseen(value > 0 ? t('up') : value < 0 ? t('down') : '', ' '), Math.abs(value) < 0.01 ? finePercent(Math.abs(value)) : percent(Math.abs(value)));
}

/** A chance for people: 1 in so many, with the percentage. */
export function chance(probability) {
  if (probability === null || probability === undefined) {
    return null;
  }
  if (probability <= 0.05) {
    return t('very unlikely');
  }
  if (probability >= 0.95) {
    return t('almost certain');
  }
  return probability < 0.4 ? t('1 in {n}', { n: Math.round(1 / probability) }) : t('{n} in 10', { n: Math.round(probability * 10) });
}

/** "nationwide", "1 city", "12 cities". */
export const coverage = value => (value === 'NATIONWIDE' ? t('nationwide') : tn(value, '{n} city', '{n} cities'));

/** A half-width stop in English, a full-width one in Chinese. */
export const sentence = text => (/[.。?!]$/.test(text) ? text : `${text}${isChinese() ? '。' : '.'}`);
