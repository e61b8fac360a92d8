// An alert in full: what the rule looked at, the statements behind it, and how it went.

import { h, unseen } from './dom.js';
import * as format from './format.js';

const TIERS = { OFFICIAL: 'company', ASSOCIATION: 'association', REGISTRATION: 'registrations', MEDIA: 'media' };
const FIGURES = new Set(['DELIVERIES', 'WHOLESALE', 'RETAIL', 'REGISTRATIONS', 'OUTPUT', 'ORDERS', 'PREORDERS', 'CANCELLATIONS', 'BACKLOG']);

/** Where it can be read, if that is a place on the web. */
export function link(url, text) {
  if (url === null || url === undefined || !/^https?:\/\//i.test(url)) {
    return text;
  }
  return h('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, text, unseen(' (opens the source in a new tab)'));
}

/** A table that may be wider than its place. */
export function table(label, heads, rows, kind = '') {
  return h('div', { class: `table ${kind}`, role: 'region', 'aria-label': label, tabindex: 0 },
    h('table', {},
      h('caption', { class: 'sr' }, label),
      h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col', class: head.class }, head.text ?? head)))),
      h('tbody', {}, rows)));
}

function what(name) {
  return FIGURES.has(name) ? format.words(name) : name.split(' ').map(part => (/^[A-Z0-9_]+$/.test(part) ? format.words(part) : part)).join(' ');
}

function period(text) {
  return /^\d{4}-\d{2}$/.test(text) ? format.month(text) : /^\d{4}-\d{2}-\d{2}$/.test(text) ? format.day(text) : text;
}

/** The statements behind figures. */
export function evidence(label, entries) {
  if (entries.length === 0) {
    return h('p', { class: 'quiet' }, 'No statement: it follows from the day alone.');
  }
  const rows = entries.flatMap(entry => entry.sources.map((source, index) => h('tr', {},
    index > 0 ? null : [
      h('th', { scope: 'rowgroup', rowspan: entry.sources.length > 1 ? entry.sources.length : null }, what(entry.name)),
      h('td', { rowspan: entry.sources.length > 1 ? entry.sources.length : null, class: 'fixed' }, period(entry.period)),
      h('td', { rowspan: entry.sources.length > 1 ? entry.sources.length : null, class: 'number' }, entry.value === null ? '' : [format.qualifier(entry.qualifier), format.precise(entry.value)]),
    ],
    h('td', {}, link(source.url, source.source), h('span', { class: 'quiet' }, ` ${TIERS[source.source_tier] ?? source.source_tier}`),
      source.statement_count > 1 ? h('span', { class: 'quiet' }, `, ${format.count(source.statement_count)} statements`) : null),
    h('td', { class: 'fixed' }, format.day(source.published_at)))));
  return table(label, ['What', 'Period', { text: 'Value', class: 'number' }, 'Source', 'Published'], rows);
}

function values(alert) {
  return table('What the rule looked at', ['Metric', { text: 'Value', class: 'number' }, 'Rule'], alert.values.map(value =>
    h('tr', {},
      h('th', { scope: 'row' }, format.words(value.metric)),
      h('td', { class: 'number' }, format.metricValue(value.metric, value.value)),
      h('td', {}, value.threshold === null ? h('span', { class: 'quiet' }, 'for context') : format.threshold(value.metric, value.threshold)))));
}

const STEPS = { OPENED: 'Opened', CHANGED: 'Severity changed', RESOLVED: 'Resolved' };

function life(steps) {
  return h('ol', { class: 'life' }, steps.map(step => h('li', {},
    h('span', { class: 'fixed' }, format.day(step.updated_at)),
    ' ', h('b', {}, STEPS[step.status] ?? step.status), step.status === 'RESOLVED' ? null : `, ${step.severity.toLowerCase()}`,
    step.cause ? `: ${step.cause}` : null)));
}

/** All that is known of an alert. `steps` is its life; null while that is not known. */
export function details(alert, steps) {
  const acknowledged = alert.acknowledged;
  return h('div', { class: 'details' },
    acknowledged ? h('p', { class: 'ack' }, `Acknowledged by ${acknowledged.by} on ${format.day(acknowledged.at)}${acknowledged.note ? `: ${acknowledged.note}` : '.'}`) : null,
    h('div', { class: 'split' },
      h('section', {}, h('h4', {}, 'Rule'), values(alert)),
      h('section', {}, h('h4', {}, 'Course'),
        steps === null
          ? h('p', { class: 'quiet' }, `Began ${format.day(alert.since)}${alert.status === 'RESOLVED' ? `, resolved ${format.day(alert.updated_at)}` : ''}${alert.cause ? `. ${alert.cause}` : ''}`)
          : [alert.since < alert.opened_at.slice(0, 10) ? h('p', { class: 'quiet' }, `By what was published it began ${format.day(alert.since)}${alert.began_before ? ' or before' : ''}; this pipeline was told later.`) : null, life(steps)])),
    h('h4', {}, 'Evidence'),
    evidence(`Evidence for ${format.words(alert.rule)}, ${alert.subject}`, alert.evidence),
    alert.changed_by.length > 0 ? [h('h4', {}, 'What changed it last'), evidence('What changed it last', alert.changed_by)] : null,
    h('p', { class: 'quiet fine' }, `Rules ${alert.rule_version}`));
}
