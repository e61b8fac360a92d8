// How good the sources of figures are: how many, how late, how often revised and by how much.

import { h } from './dom.js';
import { table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

const PROVISIONAL = 0.02;

export function sourceTable(page, sources, withBrand = true) {
  return table(t('Sources of figures'), [withBrand ? t('Brand') : null, t('Source'), t('Measure'), { text: t('Figures'), class: 'number' }, { text: t('Revised'), class: 'number' }, { text: t('Usual change'), class: 'number' }, { text: t('Usual delay'), class: 'number' }, { text: t('Off from what counts'), class: 'number' }].filter(Boolean), sources.map(one => h('tr', { 'data-key': [one.brand, one.source, one.measure].join('/') },
    withBrand ? h('td', {}, h('a', { href: href(page, path('/brands/{}', one.brand)) }, words.brand(one.brand))) : null,
    h('th', { scope: 'row' }, h('a', { href: href(page, path('/sources/{}', one.source), one.brand ? { brand: one.brand } : {}) }, words.publisher(one.source)), h('span', { class: 'quiet' }, ` ${words.tier(one.tier ?? one.source_tier)}`)),
    h('td', {}, words.measure(one.measure)),
    h('td', { class: 'number' }, format.count(one.figures)),
    h('td', { class: 'number' }, format.count(one.restated)),
    h('td', { class: 'number' }, format.orUnknown(format.finePercent(one.revision_mean_abs)), one.revision_mean_abs >= PROVISIONAL ? h('span', { class: 'tag' }, t('first figures are provisional')) : null),
    h('td', { class: 'number' }, one.lag_days === null ? format.unknown() : format.days(one.lag_days)),
    h('td', { class: 'number' }, format.orUnknown(format.finePercent(one.difference_mean_abs))))));
}
