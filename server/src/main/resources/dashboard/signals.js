// All signals: facets with counts, words, pages.

import { h } from './dom.js';
import * as api from './api.js';
import { download, empty, head, pager, severity, signalRow } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href } from './router.js';
import * as words from './words.js';

const LIMIT = 50;
const FACETS = [['severity', 'Severity', words.severity], ['rule', 'Rule', words.rule], ['brand', 'Brand', words.brand], ['technology', 'Technology', name => words.capital(words.technology(name))]];
const MOST_VALUES = 12;

const chosen = page => Object.fromEntries(['q', 'rule', 'severity', 'brand', 'technology', 'status', 'about'].map(name => [name, page.query.get(name)]));

export async function load(page) {
  const offset = Math.max(0, Number(page.query.get('offset')) || 0);
  const parameters = { ...chosen(page), as_of: page.asOf };
  return { found: await api.get('/signals', { ...parameters, offset, limit: LIMIT }), offset };
}

export const title = () => t('Signals');

export function render(page, { found, offset }) {
  const status = page.query.get('status') ?? 'open';
  const group = page.query.get('group');
  const filtered = Object.entries(chosen(page)).some(([name, value]) => value && name !== 'status');
  return h('div', {},
    head(t('Signals'), h('nav', { class: 'tabs', 'aria-label': t('Status') }, [['open', 'Open'], ['resolved', 'Ended'], ['all', 'All']].map(([name, text]) => h('a', { href: href(page, '/signals', { ...chosen(page), status: name === 'open' ? null : name }), 'aria-current': name === status ? 'page' : null }, t(text)))),
      download(`/api/v1/signals?${new URLSearchParams(Object.entries({ ...chosen(page), as_of: page.asOf }).filter(([, value]) => value))}`)),
    h('div', { class: 'faceted' },
      facets(page, found, filtered),
      h('div', {},
        h('p', { class: 'quiet', role: 'status' }, tn(found.total, '{n} story', '{n} stories'), found.alerts !== found.total ? `, ${tn(found.alerts, '{n} signal', '{n} signals')}` : null),
        found.signals.length === 0 ? empty(filtered ? t('No signal is of this choice.') : t('No rule fires on what is known.')) : grouped(page, found.signals, group),
        pager(page, { total: found.total, offset, limit: LIMIT }))));
}

function grouped(page, signals, group) {
  const names = { brand: signal => (signal.brand ? words.brand(signal.brand) : t('The market')), rule: signal => words.rule(signal.rule) }[group];
  const rows = of => h('ol', { class: 'signals' }, of.map(signal => signalRow(page, signal)));
  if (!names) {
    return rows(signals);
  }
  return [...new Set(signals.map(names))].map(name => [h('h2', {}, name), rows(signals.filter(signal => names(signal) === name))]);
}

function facets(page, found, filtered) {
  return h('form', { class: 'facets', 'aria-label': t('Choose'), 'data-submit': 'query', 'data-name': 'q' },
    h('p', {}, h('label', { for: 'q' }, t('Words')), h('input', { id: 'q', name: 'q', type: 'search', value: page.query.get('q') ?? '', 'data-change': 'query' })),
    h('p', {}, h('label', { for: 'group' }, t('Group by')), h('select', { id: 'group', name: 'group', 'data-change': 'query' }, [['', 'nothing'], ['brand', 'brand'], ['rule', 'rule']].map(([value, text]) => h('option', { value, selected: (page.query.get('group') ?? '') === value }, t(text))))),
    filtered ? h('p', {}, h('a', { href: href(page, '/signals', { status: page.query.get('status') }) }, t('Choose all'))) : null,
    FACETS.map(([name, text, word]) => facet(page, name, t(text), word, found.facets[name])));
}

function facet(page, name, text, word, counts) {
  const now = page.query.get(name);
  const values = Object.entries(counts).sort(([a, x], [b, y]) => (name === 'severity' ? ['CRITICAL', 'WARNING', 'INFO'].indexOf(a) - ['CRITICAL', 'WARNING', 'INFO'].indexOf(b) : y - x || a.localeCompare(b)));
  const line = ([value, count]) => h('li', {}, h('a', { href: href(page, '/signals', { ...chosen(page), [name]: value === now ? null : value, group: page.query.get('group') }), 'aria-current': value === now ? 'true' : null }, name === 'severity' ? severity(value) : word(value)), h('span', { class: 'quiet' }, format.count(count)));
  if (values.length === 0) {
    return null;
  }
  return h('section', { 'aria-labelledby': `facet-${name}` }, h('h2', { id: `facet-${name}` }, text),
    h('ul', {}, values.slice(0, MOST_VALUES).map(line)),
    values.length > MOST_VALUES ? h('details', {}, h('summary', {}, t('{n} more', { n: format.count(values.length - MOST_VALUES) })), h('ul', {}, values.slice(MOST_VALUES).map(line))) : null);
}

export const actions = {};
