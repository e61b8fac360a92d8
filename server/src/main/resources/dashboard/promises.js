// What was promised, and what became of it.

import { h, unseen } from './dom.js';
import * as format from './format.js';
import * as api from './api.js';
import { href } from './router.js';

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const [commitments, market] = await Promise.all([api.list('/commitments', asOf), api.get('/market', asOf)]);
  return { commitments, market };
}

export const title = () => 'Promises';

const GROUPS = [
  { status: 'OVERDUE', text: 'Overdue', sign: '!' },
  { status: 'PENDING', text: 'Due', sign: '…' },
  { status: 'KEPT_LATE', text: 'Kept late', sign: '✓' },
  { status: 'KEPT', text: 'Kept', sign: '✓' },
];

export function render(page, data) {
  return h('div', {},
    h('div', { class: 'head' }, h('h1', {}, 'Promises'),
      h('p', { class: 'quiet' }, 'A technology at a stage, promised by a day. Overdue: the day has passed and no source says that it came.')),
    data.commitments.length === 0 ? h('p', { class: 'empty' }, 'Nothing has been promised.')
      : [h('ul', { class: 'tally' }, GROUPS.map(group => h('li', { class: `promise ${group.status.toLowerCase()}` },
        h('b', {}, format.count(data.commitments.filter(one => one.status === group.status).length)), ` ${group.text.toLowerCase()}`))),
      promiseTable(page, data.commitments, data.market.as_of, true)]);
}

/** Promises as a table: overdue ones first, then by day. */
export function promiseTable(page, commitments, today, withBrand) {
  const rank = one => GROUPS.findIndex(group => group.status === one.status);
  const sorted = [...commitments].sort((a, b) => rank(a) - rank(b) || (rank(a) < 2 ? a.due_by.localeCompare(b.due_by) : b.due_by.localeCompare(a.due_by)) || a.brand.localeCompare(b.brand));
  const heads = ['Status', ...(withBrand ? ['Brand'] : []), 'What', 'Due by', 'First promised for', 'Put off'];
  return h('table', { class: 'wide cards promises', role: 'table' },
    h('caption', { class: 'sr' }, 'Promises'),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map(text => h('th', { scope: 'col', role: 'columnheader', class: text === 'Put off' ? 'number' : null }, text)))),
    h('tbody', { role: 'rowgroup' }, sorted.map(one => {
      const group = GROUPS[rank(one)];
      const cell = (label, ...content) => h('td', { role: 'cell', 'data-label': label, class: label === 'Put off' ? 'number' : null }, h('span', {}, content));
      return h('tr', { role: 'row', 'data-key': `${one.brand}/${one.technology}/${one.stage}` },
        cell('Status', h('span', { class: `promise ${one.status.toLowerCase()}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, group.sign), group.text)),
        withBrand ? h('th', { scope: 'row', role: 'rowheader' }, h('a', { href: href(page, `/brands/${encodeURIComponent(one.brand)}`) }, one.brand)) : null,
        cell('What', `${format.words(one.technology)}, ${format.words(one.stage).toLowerCase()}`, one.coverage === null ? null : h('span', { class: 'quiet' }, `, ${format.coverage(one.coverage)}`)),
        cell('Due by', h('span', { class: 'fixed' }, format.day(one.due_by)), h('span', { class: 'quiet' }, distance(one, today))),
        cell('First promised for', one.first_due_by === one.due_by ? h('span', { class: 'quiet' }, 'the same day') : h('span', { class: 'fixed' }, format.day(one.first_due_by))),
        cell('Put off', one.slips === 0 ? h('span', { class: 'quiet' }, h('span', { 'aria-hidden': 'true' }, '–'), unseen('never')) : `${format.count(one.slips)}×`));
    })));
}

function distance(one, today) {
  const days = format.daysBetween(today, one.due_by);
  if (one.status === 'OVERDUE') {
    return ` ${format.days(-days)} ago`;
  }
  return one.status === 'PENDING' ? (days === 0 ? ' today' : ` in ${format.days(days)}`) : '';
}
