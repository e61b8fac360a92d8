// What was promised: technologies by a day, and vehicles in a period.

import { h } from './dom.js';
import * as api from './api.js';
import { download, head, paged, section } from './components.js';
import { t } from './i18n.js';
import { inOrder, promiseTable, targetTable } from './promise-tables.js';
import { href } from './router.js';
import * as words from './words.js';

const STATUSES = ['OVERDUE', 'PENDING', 'KEPT_LATE', 'KEPT'];

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const status = STATUSES.includes(page.query.get('status')) ? page.query.get('status') : null;
  const [commitments, targets, market] = await Promise.all([api.list('/commitments', { status, ...asOf }), api.list('/targets', asOf), page.asOf === null ? page.market : api.get('/market', asOf)]);
  return { commitments, targets, market, status };
}

export const title = () => t('Promises');

const LIMIT = 100;

export function render(page, { commitments, targets, market, status }) {
  const promised = paged(page, inOrder(commitments), LIMIT);
  const query = page.asOf ? `?as_of=${page.asOf}` : '';
  return h('div', {}, head(t('Promises'), h('nav', { class: 'tabs', 'aria-label': t('Status') }, [null, ...STATUSES].map(name => h('a', { href: href(page, '/promises', { status: name }), 'aria-current': name === status ? 'page' : null }, name === null ? t('All') : words.capital(words.status(name)))))),
    section('promises-head', t('Technologies'), commitments.length === 0 ? h('p', { class: 'empty' }, t('None.')) : [promiseTable(page, promised.shown, market.as_of), promised.nav], h('p', {}, download(`/api/v1/commitments${query}`))),
    section('targets-head', t('Targets'), targets.length === 0 ? h('p', { class: 'empty' }, t('No target known.')) : targetTable(page, targets, market), h('p', {}, download(`/api/v1/targets${query}`))));
}
