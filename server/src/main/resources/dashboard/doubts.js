// What is doubtful of a brand's figures, said beside them.

import { h } from './dom.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';

/** The doubts of a brand's metrics, a line each; null without any. */
export function doubts(page, brand, metrics) {
  const month = name => h('a', { href: href(page, path('/brands/{}/months/{}', brand, name)) }, format.longMonth(name));
  const lines = [
    metrics.conflict_month === null ? null : [month(metrics.conflict_month), ': ', t('two exact figures differ by {n}.', { n: format.percent(metrics.conflict_ratio) })],
    metrics.implausible_month === null ? null : [month(metrics.implausible_month), ': ', t('looks {n} times what the months around it are.', { n: format.precise(metrics.implausible_factor) })],
    metrics.mismatch_period === null ? null : [t('{period}: stated {n} from what other exact figures imply.', { period: format.period(metrics.mismatch_period), n: format.count(metrics.mismatch_units) })],
    metrics.parts_month === null ? null : [month(metrics.parts_month), ': ', t('the models sum to {n} more than the brand.', { n: format.percent(metrics.parts_excess) })],
  ].filter(Boolean);
  return lines.length === 0 ? null : h('section', { class: 'block doubts', 'aria-labelledby': 'doubts-head' }, h('h2', { id: 'doubts-head' }, t('In doubt')), h('ul', {}, lines.map(line => h('li', {}, line))));
}
