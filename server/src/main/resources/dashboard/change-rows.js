// What changed, for people: months, targets and promises, before and after, by which statement. Metrics that only follow
// from a month are left out here; the page of changes has a switch for them.

import { h } from './dom.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

const isMetric = change => change.month === null && !/^(target|commitment):/.test(change.figure);

/** Changes worth a line: those of brands as a whole that are no consequence of another line. */
export const comparable = changes => changes.filter(change => change.model === null && !isMetric(change));

/** A line a change. */
export function changeRows(page, changes) {
  return changes.map(change => h('li', { 'data-key': [change.brand, change.model, change.figure, change.month].join('/') },
    h('a', { href: href(page, address(change)) }, h('b', {}, [words.brand(change.brand), change.model].filter(Boolean).join(' '))), ' ',
    h('span', {}, what(change)), ' ',
    h('span', { class: 'fixed' }, value(change, 'before'), ' → ', value(change, 'after')),
    change.events.length > 0 ? h('span', { class: 'quiet' }, ' ', format.list([...new Set(change.events.map(event => words.publisher(event.source)))].slice(0, 3)), ', ', h('a', { href: href(page, path('/statements/{}', change.events[0].event_id)) }, format.shortDay(change.events[0].published_at))) : null));
}

function address(change) {
  const [kind, rest] = change.figure.split(/:(.*)/s);
  if (kind === 'target') {
    return path('/targets/{}/{}', change.brand, rest);
  }
  if (kind === 'commitment') {
    return path('/promises/{}/{}/{}', change.brand, ...rest.split('/'));
  }
  return change.month && !change.model ? path('/brands/{}/months/{}', change.brand, change.month) : path('/brands/{}', change.brand);
}

function what(change) {
  const [kind, rest] = change.figure.split(/:(.*)/s);
  if (kind === 'target') {
    return t('target for {period}', { period: format.period(rest) });
  }
  if (kind === 'commitment') {
    const [technology, stage] = rest.split('/');
    return t('{stage}, {technology}', { stage: words.stage(stage), technology: words.technology(technology) });
  }
  return change.month ? t('{measure}, {month}', { measure: words.measure(change.figure), month: format.month(change.month) }) : words.metric(change.figure);
}

function value(change, which) {
  const of = change[which];
  if (of === null || of === undefined) {
    return t('unknown');
  }
  if (typeof of === 'number') {
    return change.month === null && !Number.isInteger(of) ? format.precise(of) : format.figure(of, change[`${which}_qualifier`]);
  }
  return /^[A-Z_]+$/.test(of) ? words.status(of) : /^\d{4}-/.test(of) ? format.period(of) : of;
}
