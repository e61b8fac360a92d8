// The signals that stand, and those that have lately been resolved.

import { h, unseen } from './dom.js';
import * as format from './format.js';
import * as api from './api.js';
import { details } from './evidence.js';
import { sparkline } from './sparkline.js';
import { href } from './router.js';

export const SEVERITIES = ['CRITICAL', 'WARNING', 'INFO'];
const MOST_RESOLVED = 8;

/** A severity by shape, word and colour. */
export function severity(name, resolved = false) {
  return h('span', { class: `severity ${resolved ? 'resolved' : name.toLowerCase()}` },
    h('span', { class: 'mark', 'aria-hidden': 'true' }), resolved ? 'Resolved' : format.words(name));
}

/** What the view needs. */
export async function load(page) {
  const asOf = { as_of: page.asOf };
  const [alerts, market, totals] = await Promise.all([
    api.list('/alerts', { status: 'all', ...asOf }),
    api.get('/market', asOf),
    api.list('/months', { months: 13, ...asOf }),
  ]);
  return { alerts, market, totals };
}

export const title = data => {
  const critical = data.alerts.filter(alert => alert.status !== 'RESOLVED' && alert.severity === 'CRITICAL').length;
  return critical > 0 ? `${critical} critical` : 'Signals';
};

/** Severe before mild, then new before old. */
export function order(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.since.localeCompare(a.since) || a.subject.localeCompare(b.subject);
}

export function render(page, data) {
  const open = data.alerts.filter(alert => alert.status !== 'RESOLVED').sort(order);
  const chosen = open.filter(alert => page.severities.size === 0 || page.severities.has(alert.severity)).filter(alert => !page.brand || alert.brand === page.brand);
  const resolved = data.alerts.filter(alert => alert.status === 'RESOLVED').filter(alert => !page.brand || alert.brand === page.brand)
    .sort((a, b) => b.updated_at.localeCompare(a.updated_at)).slice(0, MOST_RESOLVED);
  const brands = [...new Set(open.map(alert => alert.brand).filter(Boolean))].sort();
  if (page.brand && !brands.includes(page.brand)) {
    brands.push(page.brand);
  }
  return h('div', { class: 'columns' },
    h('div', { class: 'column' },
      h('div', { class: 'head' },
        h('h1', {}, page.asOf ? 'Signals then' : 'Signals now'),
        h('div', { class: 'filters', role: 'group', 'aria-label': 'Show only' },
          SEVERITIES.map(name => h('button', { type: 'button', class: 'chip', 'data-action': 'severity', 'data-value': name, 'aria-pressed': page.severities.has(name) ? 'true' : 'false' },
            severity(name), h('b', {}, format.count(open.filter(alert => alert.severity === name).length)))),
          h('label', { class: 'sr', for: 'brand' }, 'Brand'),
          h('select', { id: 'brand', 'data-change': 'brand' },
            h('option', { value: '' }, 'All brands'),
            brands.map(brand => h('option', { value: brand, selected: brand === page.brand }, brand))))),
      chosen.length === 0
        ? h('p', { class: 'empty' }, open.length === 0 ? 'No signal stands: no rule fires on what is known.' : 'No signal stands of those chosen.')
        : h('ul', { class: 'signals', 'aria-label': 'Signals that stand' }, chosen.map(alert => row(page, alert))),
      resolved.length === 0 ? null : [
        h('h2', {}, 'Lately resolved'),
        h('ul', { class: 'signals', 'aria-label': 'Signals lately resolved' }, resolved.map(alert => row(page, alert))),
      ]),
    h('aside', { class: 'column', 'aria-labelledby': 'market-head' }, marketTable(page, data)));
}

/** An alert on a line that opens. */
export function row(page, alert) {
  const isOpen = page.opened.has(alert.alert_id);
  const resolved = alert.status === 'RESOLVED';
  const id = `a-${alert.alert_id}`;
  const since = resolved ? alert.updated_at : alert.since;
  return h('li', { class: `signal ${resolved ? 'is-resolved' : ''} ${page.fresh.has(alert.alert_id) ? 'is-fresh' : ''}`, 'data-key': alert.alert_id, 'data-rule': alert.rule, 'data-subject': alert.subject },
    h('button', { type: 'button', class: 'signal-line', 'data-action': 'details', 'data-value': alert.alert_id, 'aria-expanded': isOpen ? 'true' : 'false', 'aria-controls': id },
      severity(alert.severity, resolved),
      h('span', { class: 'signal-text' },
        h('span', { class: 'signal-what' }, h('b', {}, alert.subject.split('/').map(part => (/^[A-Z0-9_]+$/.test(part) && part.includes('_') ? format.words(part) : part)).join(' · ')), h('span', { class: 'quiet' }, format.words(alert.rule)),
          alert.acknowledged ? h('span', { class: 'tag' }, 'acknowledged') : null),
        h('span', { class: 'signal-message' }, message(alert))),
      h('span', { class: 'signal-since' }, h('span', {}, resolved ? unseen('resolved ') : unseen('since '), format.day(since)),
        h('span', { class: 'quiet' }, age(page, since)))),
    h('div', { id, class: 'signal-more', hidden: !isOpen }, isOpen ? details(alert, page.lives.get(alert.alert_id) ?? null) : null));
}

/** The sentence without the subject that stands before it already. */
function message(alert) {
  const prefix = `${alert.subject.split('/')[0]}: `;
  if (!alert.message.startsWith(prefix)) {
    return alert.message;
  }
  const text = alert.message.slice(prefix.length);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function age(page, since) {
  if (!page.day) {
    return '';
  }
  const days = format.daysBetween(since, page.day);
  return days <= 0 ? 'today' : format.days(days);
}

function marketTable(page, data) {
  const months = new Map(data.totals.map(entry => [entry.brand, entry.months]));
  const ranked = Object.entries(data.market.brands).filter(([, brand]) => brand.rank !== null).sort(([, a], [, b]) => a.rank - b.rank);
  return [
    h('h2', { id: 'market-head' }, data.market.month === null ? 'Deliveries' : `Deliveries in ${format.longMonth(data.market.month)}`),
    ranked.length === 0 ? h('p', { class: 'empty' }, 'No brand has told a month yet.') : h('table', { class: 'compact' },
      h('caption', { class: 'sr' }, 'Brands by deliveries'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Brand'), h('th', { scope: 'col', class: 'spark' }, '13 months'),
        h('th', { scope: 'col', class: 'number' }, 'Units'), h('th', { scope: 'col', class: 'number' }, 'Share'))),
      h('tbody', {}, ranked.map(([name, brand]) => h('tr', { 'data-key': name },
        h('th', { scope: 'row' }, h('a', { href: href(page, `/brands/${encodeURIComponent(name)}`) }, name)),
        h('td', { class: 'spark' }, sparkline(months.get(name) ?? [])),
        h('td', { class: 'number' }, format.count(brand.deliveries)),
        h('td', { class: 'number' }, format.orUnknown(format.finePercent(brand.market_share))))))),
    h('p', { class: 'quiet fine' }, 'Brands of which that month is known. ', h('a', { href: href(page, '/brands') }, 'All brands and figures')),
  ];
}
