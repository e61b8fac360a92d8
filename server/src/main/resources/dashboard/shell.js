// What is around every page: header, what there is to say of the day and of the connection, footer.

import { h, morph, s, unseen } from './dom.js';
import * as api from './api.js';
import * as days from './days.js';
import * as format from './format.js';
import { current, LANGUAGES, t, tn } from './i18n.js';
import { href, withQuery } from './router.js';

/** Entries of the menu: address, name, and the pages under it. Further entries go behind "More". */
const MENU = [
  ['/', 'Today', ['today']],
  ['/signals', 'Signals', ['signals', 'signal']],
  ['/brands', 'Brands', ['brands', 'brand', 'model', 'month']],
  ['/technology', 'Technology', ['technology', 'race']],
  ['/promises', 'Promises', ['promises', 'promise', 'target']],
  ['/news', 'News', ['news']],
];
const MORE = [
  ['/compare', 'Compare', ['compare']],
  ['/changes', 'Changes', ['changes']],
  ['/sources', 'Sources', ['sources', 'statement']],
  ['/add', 'Add figures', ['add']],
  ['/refused', 'Refused', ['refused', 'letter']],
  ['/story', 'The story', ['story']],
];

/** Draws the frame. */
export function render(page, state) {
  morph(document.getElementById('bar'), header(page));
  morph(document.getElementById('notes'), h('div', {}, notes(page, state)));
  morph(document.getElementById('foot'), footer(page, state));
  document.getElementById('skip').textContent = t('Skip to content');
  document.body.classList.toggle('is-past', page.asOf !== null && !page.badDay);
}

function header(page) {
  const entry = ([path, name, pages]) => h('a', { href: href(page, path), 'aria-current': pages.includes(page.page) ? 'page' : null }, t(name));
  const other = Object.keys(LANGUAGES).find(name => name !== current());
  return h('header', {}, h('div', { class: 'bar-in' },
    h('a', { class: 'wordmark', href: href(page, '/') },
      s('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' }, s('path', { d: 'M2 15.5 7 9l4 3.5L18 4' }), s('circle', { cx: 18, cy: 4, r: 1.6 })), h('span', {}, 'Bellwether')),
    h('nav', { class: 'views', 'aria-label': t('Pages') }, MENU.map(entry),
      h('details', { class: 'more', 'data-open': true },
        h('summary', { 'aria-current': MORE.some(([, , pages]) => pages.includes(page.page)) ? 'true' : null }, t('More')), h('div', { class: 'panel' }, MORE.map(entry)))),
    h('div', { class: 'tools' },
      h('form', { class: 'find', role: 'search', 'data-submit': 'find' },
        h('label', { class: 'sr', for: 'search' }, t('Search')),
        h('input', { id: 'search', type: 'search', autocomplete: 'off', placeholder: t('Search  /'), 'data-input': 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list', 'data-keep': true }),
        h('div', { id: 'found', class: 'panel found', role: 'listbox', 'aria-label': t('Search results'), hidden: true, 'data-keep': true })),
      h('div', { class: 'day' },
        h('button', { type: 'button', class: 'plain', id: 'day', 'data-action': 'days', 'aria-haspopup': 'dialog' },
          page.day && !page.badDay ? t('As of {day}', { day: format.day(page.day) }) : t('As of …'), h('span', { 'aria-hidden': 'true' }, ' ▾')),
        days.panel(page)),
      h('button', { type: 'button', class: 'plain', id: 'language', 'data-action': 'language', 'data-value': other, lang: other }, LANGUAGES[other]),
      h('button', { type: 'button', class: 'plain icon', id: 'theme', 'data-action': 'theme', 'aria-label': t('Light or dark colours') },
        s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' }, s('circle', { cx: 8, cy: 8, r: 6 }), s('path', { d: 'M8 2a6 6 0 0 1 0 12z' }))),
      h('span', { id: 'account', 'data-keep': true }))));
}

/** Only trouble, news and another day than the latest are said here. */
function notes(page, { problem, answeredAt, freshness }) {
  const button = (action, text) => h('button', { type: 'button', class: 'link', 'data-action': action }, text);
  return [
    page.asOf !== null && !page.badDay ? h('p', { class: 'note past', id: 'past' }, h('b', {}, format.longDay(page.asOf)), ' ', t('As it was known at the end of that day.'), ' ', button('latest', t('Back to the latest day'))) : null,
    (page.silent || (problem && problem.status === 0)) && answeredAt ? h('p', { class: 'note is-warning', role: 'status', id: 'trouble' }, t('No answer; this is what was there at {time}.', { time: format.time(answeredAt) })) : null,
    freshness.lag > 0 ? h('p', { class: 'note is-warning', role: 'status' }, tn(freshness.lag, '{n} record behind.', '{n} records behind.')) : null,
    page.stale && page.asOf === null ? h('p', { class: 'note news', role: 'status', id: 'news' },
      page.news.length > 0 ? tn(page.news.length, '{n} signal changed:', '{n} signals changed:') : t('There are new figures:'), ' ',
      page.news.length > 0 ? h('span', { lang: 'en' }, page.news[page.news.length - 1].message, ' ') : null, button('show', t('Show'))) : null,
  ];
}

function footer(page, { freshness }) {
  const asked = api.asked();
  return h('footer', {},
    h('p', {},
      page.day && !page.badDay ? t('As known on {day}. Days are UTC.', { day: format.longDay(page.day) }) : null,
      freshness.standby ? ` ${t('A replica answered while an instance is away.')}` : null),
    h('p', { class: 'cite' }, t('Cite as'), ': Bellwether, ', document.title.split(' · ')[0], ', ', h('span', {}, location.origin, page.day && !page.badDay ? withQuery(page, { as_of: page.day }) : page.path)),
    h('details', {}, h('summary', {}, t('What this page asked the API')),
      h('ul', {}, asked.map(url => h('li', {}, h('a', { href: url }, url))))),
    h('p', {}, h('a', { href: '/openapi.json' }, t('API description')), ' · ', h('button', { type: 'button', class: 'link', 'data-action': 'keys' }, t('Keys'), unseen('?')), ' · ', h('button', { type: 'button', class: 'link', 'data-action': 'print' }, t('Print'))));
}
