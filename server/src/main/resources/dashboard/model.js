// One model of a brand.

import { h } from './dom.js';
import * as api from './api.js';
import { monthsChart } from './chart-months.js';
import { yearChart } from './chart-year.js';
import { empty, figure, head, section, signalRow } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import * as words from './words.js';

export async function load(page) {
  const { brand, model } = page.params;
  const asOf = { as_of: page.asOf };
  const to = `/brands/${encodeURIComponent(brand)}`;
  const about = await api.get(to, asOf);
  const metrics = about.models[model];
  if (!metrics) {
    throw new api.Problem(404, t('{brand} has no model “{model}”. Known are: {names}.', { brand: words.brand(brand), model, names: format.list(Object.keys(about.models)) }));
  }
  const [months, year, signals] = await Promise.all([
    api.get(`${to}/months`, { model, limit: 36, ...asOf }),
    metrics.reference_month === null ? null : api.get(`${to}/year`, { model, ...asOf }),
    api.get('/signals', { brand, q: model, limit: 20, ...asOf }),
  ]);
  return { brand, model, metrics, months, year, signals: signals.signals };
}

export const title = data => `${words.brand(data.brand)} ${data.model}`;

export function render(page, data) {
  const { brand, model, metrics, months, year, signals } = data;
  const name = `${words.brand(brand)} ${model}`;
  const known = months.some(month => month.units !== null);
  return h('div', {},
    head([h('a', { href: href(page, path('/brands/{}', brand)) }, words.brand(brand)), ' ', model], h('p', { class: 'quiet' }, metrics.reference_month === null ? t('No whole month is known.') : t('Figures of {month}, the latest whole month', { month: format.longMonth(metrics.reference_month) }))),
    h('dl', { class: 'figures' },
      metrics.deliveries === null ? null : figure(t('Deliveries'), format.figure(metrics.deliveries, metrics.deliveries_qualifier), metrics.deliveries_like_for_like === null ? null : [format.change(metrics.deliveries_like_for_like), ' ', t('like for like')]),
      metrics.ytd_deliveries === null ? null : figure(t('This year'), format.figure(metrics.ytd_deliveries, metrics.ytd_qualifier)),
      metrics.lead_time_weeks === null ? null : figure(t('Waiting time'), format.weeks(metrics.lead_time_weeks), metrics.order_backlog === null ? null : t('{n} open orders', { n: format.count(metrics.order_backlog) })),
      metrics.months_on_sale === null ? null : figure(t('On sale'), t('{n} months', { n: format.count(metrics.months_on_sale) }))),
    known ? monthsChart('months', page, { months, brand, model, title: t('{name}: deliveries a month', { name }), subtitle: t('vehicles') }) : empty(t('Nothing is known of {measure}.', { measure: words.measure('DELIVERIES') })),
    year ? yearChart('year', { years: [year], title: t('{name}: deliveries since January', { name }), subtitle: t('vehicles') }) : null,
    signals.length === 0 ? null : section('open-head', t('Open signals'), h('ol', { class: 'signals' }, signals.map(signal => signalRow(page, signal)))));
}
