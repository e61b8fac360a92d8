// Sources of figures, and the statements of one.

import { h } from './dom.js';
import * as api from './api.js';
import { empty, head, outside, section, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';
import { sourceTable } from './source-table.js';
import { statementText } from './statement-text.js';
import * as words from './words.js';

const LIMIT = 200;

export async function load(page) {
  const asOf = { as_of: page.asOf };
  const brand = page.query.get('brand');
  const source = page.params.source ?? null;
  const [sources, statements] = await Promise.all([api.list('/sources', { brand, ...asOf }), source || brand ? api.get('/statements', { source, brand, to: page.asOf, limit: 1000, ...asOf }) : []]);
  return { brand, source, sources: sources.filter(one => source === null || one.source === source), statements };
}

export const title = data => (data.source ? words.publisher(data.source) : t('Sources'));

export function render(page, { brand, source, sources, statements }) {
  const newest = [...statements].reverse();
  const hosts = Object.entries(Object.groupBy ? Object.groupBy(newest, one => words.host(one.url) ?? t('no link kept')) : {}).map(([host, of]) => `${host} (${format.count(of.length)})`);
  return h('div', {}, head([source ? words.publisher(source) : t('Sources'), brand ? `, ${words.brand(brand)}` : ''], source || brand ? h('p', {}, h('a', { href: href(page, '/sources') }, t('All sources'))) : null),
    section('quality-head', t('How good their figures are'), sources.length === 0 ? h('p', { class: 'empty' }, t('No source states whole months of the brand.')) : sourceTable(page, sources)),
    h('p', { class: 'quiet fine' }, t('Of whole months of a brand: how many figures, how many changed later and by how much on average, days from the end of the month, and how far from the figure that counts.')),
    source || brand ? section('said-head', t('Statements'), hosts.length > 0 ? h('p', { class: 'quiet' }, t('Read at: {hosts}', { hosts: format.list(hosts.slice(0, 8)) })) : null,
      newest.length === 0 ? empty(t('None.')) : table(t('Statements'), [t('Published'), t('Brand'), t('Statement'), t('Source'), t('What became of it')], newest.slice(0, LIMIT).map(one => h('tr', { 'data-key': one.event_id, class: one.outcome === 'RETRACTED' ? 'retracted' : null },
        h('td', { class: 'fixed' }, format.day(one.published_at)), h('td', {}, words.brand(one.brand)),
        h('td', {}, h('a', { href: href(page, path('/statements/{}', one.event_id)), 'data-row': true }, statementText(one))),
        h('td', {}, words.publisher(one.source), words.host(one.url) ? [' ', outside(one.url, t('via {host}', { host: words.host(one.url) }))] : null),
        h('td', {}, words.outcome(one.outcome))))),
      newest.length > LIMIT ? h('p', { class: 'quiet' }, tn(newest.length - LIMIT, '{n} older one is not shown.', '{n} older ones are not shown.')) : null) : null);
}
