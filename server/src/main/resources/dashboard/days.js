// Choosing the day: a month of days, those marked on which something was published.

import { go } from './app.js';
import { h, morph, unseen } from './dom.js';
import * as api from './api.js';
import * as format from './format.js';
import { locale, t, tn } from './i18n.js';
import { isDay, withQuery } from './router.js';

let open = false;
let month = null;
/** Month -> day -> how many statements were published on it. */
const published = new Map();

/** The panel under the button; filled once it is open. */
export function panel(page) {
  return h('div', { class: 'panel days', id: 'days', role: 'dialog', 'aria-label': t('Choose the day'), hidden: !open }, open && month ? content(page) : null);
}

function content(page) {
  const [year, ofYear] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, ofYear, 0)).getUTCDate();
  const first = (new Date(Date.UTC(year, ofYear - 1, 1)).getUTCDay() + 6) % 7;
  const news = published.get(month) ?? new Map();
  const cells = [...Array.from({ length: first }, () => null), ...Array.from({ length: last }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)];
  const rows = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => Array.from({ length: 7 }, (_, j) => cells[i * 7 + j] ?? null));
  const turn = (value, sign, text) => h('button', { type: 'button', class: 'plain', 'data-action': 'days-month', 'data-value': value, 'aria-label': text }, sign);
  return [
    h('div', { class: 'subhead' }, turn(-1, '‹', t('Previous month')), h('b', { 'aria-live': 'polite' }, format.longMonth(month)), turn(1, '›', t('Next month'))),
    h('table', { class: 'grid' },
      h('caption', { class: 'sr' }, t('Days of {month}', { month: format.longMonth(month) })),
      h('thead', {}, h('tr', {}, Array.from({ length: 7 }, (_, i) => h('th', { scope: 'col' }, new Intl.DateTimeFormat(locale(), { weekday: 'narrow', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + i))))))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map(day => h('td', {}, day === null ? null : h('button', {
        type: 'button', 'data-action': 'day', 'data-value': day, disabled: page.today !== null && day > page.today, 'aria-pressed': day === page.day ? 'true' : 'false', class: news.has(day) ? 'has-news' : null,
      }, Number(day.slice(8)), news.has(day) ? unseen(` ${tn(news.get(day), '{n} statement', '{n} statements')}`) : null))))))),
    h('div', { class: 'subhead' },
      h('button', { type: 'button', class: 'plain', 'data-action': 'days-step', 'data-value': -1 }, t('‹ Day with news')),
      h('button', { type: 'button', class: 'plain', 'data-action': 'days-step', 'data-value': 1 }, t('Day with news ›'))),
    h('p', {}, h('label', { for: 'day-field' }, t('Day'), ' '), h('input', { type: 'date', id: 'day-field', value: page.day, min: '2000-01-01', max: page.today, 'data-change': 'day' }),
      h('button', { type: 'button', class: 'plain', 'data-action': 'latest' }, t('Latest'))),
  ];
}

function draw(page) {
  const element = document.getElementById('days');
  if (element) {
    const wanted = panel(page);
    element.hidden = !open;
    morph(element, wanted);
  }
}

/** Opens or closes the panel. */
export async function toggle(page) {
  open = !open;
  month = (page.day ?? new Date().toISOString()).slice(0, 7);
  draw(page);
  if (open) {
    await load(page);
    document.querySelector('#days [aria-pressed="true"]')?.focus();
  }
}

export function close() {
  if (open) {
    open = false;
    const element = document.getElementById('days');
    element.hidden = true;
    document.getElementById('day')?.focus();
  }
}

/** Another month of the panel. */
export async function turn(page, by) {
  month = format.addMonths(month, Number(by));
  draw(page);
  await load(page);
}

async function load(page) {
  const wanted = month;
  if (!published.has(wanted)) {
    published.set(wanted, await counts(`${wanted}-01`, format.addDays(`${format.addMonths(wanted, 1)}-01`, -1)));
  }
  draw(page);
}

async function counts(from, to) {
  const found = await api.list('/days', { from, to });
  return new Map(found.map(entry => [entry.day, entry.statements]));
}

/** A day that was typed or pressed. */
export function chosen(page, day) {
  if (isDay(day)) {
    open = false;
    go(withQuery(page, { as_of: page.today !== null && day >= page.today ? null : day }));
  }
}

/** The next or previous day with news. */
export async function step(page, by) {
  if (!page.day) {
    return;
  }
  const found = by < 0
    ? await api.get('/days', { to: format.addDays(page.day, -1), latest: 1 })
    : await api.get('/days', { from: format.addDays(page.day, 1), limit: 1 });
  if (found.length > 0) {
    chosen(page, found[0].day);
  }
}
