// Numbers and dates as the reader's locale writes them. Days are UTC days throughout.

import { h, unseen } from './dom.js';

const UTC = { timeZone: 'UTC' };
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const fineShare = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signedShare = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const signedFineShare = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const cny = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'CNY', maximumFractionDigits: 0 });
const dayFormat = new Intl.DateTimeFormat(undefined, { ...UTC, day: 'numeric', month: 'short', year: 'numeric' });
const longDayFormat = new Intl.DateTimeFormat(undefined, { ...UTC, day: 'numeric', month: 'long', year: 'numeric' });
const monthFormat = new Intl.DateTimeFormat(undefined, { ...UTC, month: 'short', year: 'numeric' });
const longMonthFormat = new Intl.DateTimeFormat(undefined, { ...UTC, month: 'long', year: 'numeric' });
const bareMonthFormat = new Intl.DateTimeFormat(undefined, { ...UTC, month: 'short' });
const timeFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const DAY_MS = 86_400_000;

const known = (value, format) => (value === null || value === undefined ? null : format(value));

export const count = value => known(value, v => whole.format(v));
export const decimal = value => known(value, v => tenth.format(v));
export const precise = value => known(value, v => fine.format(v));
export const compact = value => known(value, v => short.format(v));
export const percent = value => known(value, v => share.format(v));
export const finePercent = value => known(value, v => fineShare.format(v));
export const change = value => known(value, v => signedShare.format(v));
export const fineChange = value => known(value, v => signedFineShare.format(v));
export const price = value => known(value, v => cny.format(v));
export const day = value => known(value, v => dayFormat.format(instant(v)));
export const longDay = value => known(value, v => longDayFormat.format(instant(v)));
export const month = value => known(value, v => monthFormat.format(instant(v)));
export const longMonth = value => known(value, v => longMonthFormat.format(instant(v)));
export const bareMonth = value => known(value, v => bareMonthFormat.format(instant(v)));
export const time = value => timeFormat.format(value);

/** A date, an instant, a month as YYYY-MM, or milliseconds. */
export function instant(value) {
  if (typeof value === 'number') {
    return new Date(value);
  }
  return new Date(value.length === 7 ? `${value}-01` : value);
}

/** Whole UTC days from one date to another. */
export function daysBetween(from, to) {
  return Math.floor(instant(to).getTime() / DAY_MS) - Math.floor(instant(from).getTime() / DAY_MS);
}

/** A date so many months away; the last day of a shorter month. */
export function addMonths(date, months) {
  const [year, monthOfYear, dayOfMonth] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, monthOfYear - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOfMonth, last));
  return first.toISOString().slice(0, 10);
}

/** "1 day", "12 days". */
export function days(number) {
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(number);
}

/** "nationwide", "1 city", "12 cities". */
export function coverage(value) {
  return value === 'NATIONWIDE' ? 'nationwide' : `${count(value)} ${value === 1 ? 'city' : 'cities'}`;
}

/** UPPER_SNAKE or lower_snake in words, abbreviations as they are. */
export function words(name) {
  const text = name
    .split('_')
    .map(word => (ABBREVIATIONS.has(word.toUpperCase()) ? word.toUpperCase() : word.toLowerCase()))
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ABBREVIATIONS = new Set(['NOA', 'VLM', 'VLA', 'L3', 'L4', 'CNY', 'R']);

/** The unknown, said as such. */
export function unknown() {
  return h('span', { class: 'unknown' }, h('span', { 'aria-hidden': 'true' }, '–'), unseen('unknown'));
}

/** What is known, else a dash. */
export const orUnknown = text => (text === null || text === undefined ? unknown() : text);

const QUALIFIERS = {
  AT_LEAST: ['≥', 'at least'],
  ESTIMATE: ['≈', 'about'],
  DERIVED: ['=', 'derived from a quarter'],
};

/** How exact a figure is, where it is not plainly exact. */
export function qualifier(name) {
  const known = QUALIFIERS[name];
  return known ? h('span', { class: 'qualifier', title: known[1] }, h('span', { 'aria-hidden': 'true' }, known[0]), unseen(known[1], ' ')) : null;
}

/** A figure with how exact it is. */
export function figure(value, exactness) {
  return value === null || value === undefined ? unknown() : [qualifier(exactness), count(value)];
}

/** A growth, its direction not by colour alone: the sign tells. */
export function growth(value) {
  if (value === null || value === undefined) {
    return unknown();
  }
  return h('span', { class: value > 0 ? 'up' : value < 0 ? 'down' : null }, change(value));
}

const RATIOS = new Set([
  'capacity_utilisation', 'brand_capacity_utilisation', 'deliveries_mom', 'deliveries_yoy', 'target_attainment', 'growth',
  'market_share', 'demand_persistence',
]);

/** A metric's value as an alert tells it, which is text. */
export function metricValue(metric, text) {
  if (text === 'unknown' || text === '') {
    return unknown();
  }
  return number(metric, text) ?? (/^\d{4}-\d{2}$/.test(text) ? month(text) : /^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text);
}

/** A rule's bounds, e.g. ">= 0.9, >= 20". */
export function threshold(metric, text) {
  return text
    .replace(/-?\d+(\.\d+)?/g, found => number(metric, found) ?? found)
    .replaceAll('>=', '≥ ')
    .replaceAll('<=', '≤ ')
    .replace(/\s+/g, ' ');
}

function number(metric, text) {
  if (!/^-?\d+(\.\d+)?(E-?\d+)?$/.test(text)) {
    return null;
  }
  return RATIOS.has(metric) ? finePercent(Number(text)) : precise(Number(text));
}
