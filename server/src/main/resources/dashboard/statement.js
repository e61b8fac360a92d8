// One statement as it was received, and what became of it.

import { h } from './dom.js';
import * as api from './api.js';
import { head, outside, section, table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import { statementText } from './statement-text.js';
import * as words from './words.js';

export async function load(page) {
  return { one: await api.get(`/statements/${encodeURIComponent(page.params.id)}`, { as_of: page.asOf }) };
}

export const title = data => statementText(data.one);

export function render(page, { one }) {
  const host = words.host(one.url);
  const retracted = one.outcome === 'RETRACTED';
  const month = one.type === 'sales' && one.granularity !== 'QUARTER' ? one.period_start.slice(0, 7) : null;
  return h('article', {},
    h('p', { class: 'kicker quiet' }, h('a', { href: href(page, path('/brands/{}', one.brand)) }, words.brand(one.brand))),
    head(h(retracted ? 's' : 'span', { lang: 'headline' in one ? 'en' : null }, statementText(one))),
    h('p', { class: 'detail' }, h('a', { href: href(page, path('/sources/{}', one.source)) }, words.publisher(one.source)), ` (${words.tier(one.source_tier)}), `, format.longDay(one.published_at), host ? [', ', outside(one.url, t('via {host}', { host }))] : `, ${t('no link kept')}`, '.'),
    section('became-head', t('What became of it'), h('p', {}, h('b', {}, words.capital(words.outcome(one.outcome))), one.reason ? h('span', { lang: 'en' }, `: ${one.reason}`) : null, '. ', one.by ? h('a', { href: href(page, path('/statements/{}', one.by)) }, t('The other statement')) : null),
      month ? h('p', {}, h('a', { href: href(page, path('/brands/{}/months/{}', one.brand, month), one.measure === 'DELIVERIES' ? {} : { measure: one.measure }) }, t('All that is said of {month}', { month: format.longMonth(month) }))) : null),
    section('received-head', t('As it was received'), table(t('As it was received'), [t('Field'), t('Value')], rows(one))));
}

function rows(one, prefix = '') {
  return Object.entries(one).flatMap(([name, value]) => {
    if (['outcome', 'reason', 'by'].includes(name) && prefix === '') {
      return [];
    }
    if (value !== null && typeof value === 'object') {
      return rows(value, `${name}.`);
    }
    return h('tr', {}, h('th', { scope: 'row' }, h('code', {}, prefix + name)), h('td', {}, value === null ? format.unknown() : name === 'url' ? outside(value, value) : typeof value === 'string' ? h('span', { lang: 'en' }, value) : String(value)));
  });
}
