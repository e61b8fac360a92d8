// The year so far as a bar, with the target as a tick and what is expected as a range.

import { h, s } from './dom.js';
import * as format from './format.js';
import { t } from './i18n.js';

const WIDTH = 140;

/** Of a brand's metrics and its entry of the market. */
export function yearBar(metrics, own) {
  if (metrics.ytd_deliveries === null) {
    return format.unknown();
  }
  const most = Math.max(metrics.ytd_deliveries, metrics.target ?? 0, own.forecast_high ?? own.forecast_year ?? 0, 1);
  const x = value => ((value / most) * (WIDTH - 2)).toFixed(1);
  const text = [
    t('{n} so far', { n: format.figureText(metrics.ytd_deliveries, metrics.ytd_qualifier) }),
    metrics.target === null ? null : t('target {n}', { n: format.count(metrics.target) }),
    own.forecast_year == null ? null : t('about {n} expected', { n: format.three(own.forecast_year) }),
  ].filter(Boolean);
  return h('span', { class: 'year-bar', title: text.join('; ') },
    s('svg', { viewBox: `0 0 ${WIDTH} 14`, width: WIDTH, height: 14, 'aria-hidden': 'true', focusable: 'false' },
      s('rect', { class: 'fill', x: 0, y: 4, width: x(metrics.ytd_deliveries), height: 6 }),
      own.forecast_low != null ? s('rect', { class: 'range', x: x(own.forecast_low), y: 5, width: Math.max(2, x(own.forecast_high) - x(own.forecast_low)), height: 4 }) : null,
      metrics.target !== null ? s('path', { class: 'tick', d: `M${x(metrics.target)} 0v14` }) : null),
    h('span', { class: 'fine' }, format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier)),
    h('span', { class: 'sr' }, `; ${text.slice(1).join('; ')}`));
}
