// One target: what it was when, and what has been delivered.

import { h } from './dom.js';
import * as api from './api.js';
import { yearChart } from './chart-year.js';
import { figure, head, section, table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { chanceOf, status } from './promise-tables.js';
import { href, path } from './router.js';
import * as words from './words.js';

export async function load(page) {
  const { brand, period } = page.params;
  const asOf = { as_of: page.asOf };
  const [targets, market, statements] = await Promise.all([api.list('/targets', { brand, ...asOf }), page.asOf === null ? page.market : api.get('/market', asOf), api.list('/statements', { brand, type: 'sales_target', to: page.asOf, ...asOf })]);
  const target = targets.find(one => one.period === period);
  if (!target) {
    throw new api.Problem(404, targets.length === 0 ? t('{brand} has no known target.', { brand: words.brand(brand) }) : t('{brand} has no target for {period}. Known are: {names}.', { brand: words.brand(brand), period, names: format.list(targets.map(one => format.period(one.period))) }));
  }
  const year = Number(period.slice(0, 4));
  const years = /^\d{4}$/.test(period) ? await Promise.all([0, 1, 2].map(back => api.get(`/brands/${encodeURIComponent(brand)}/year`, { year: year - back, ...asOf }))) : [];
  return { target, market, statements, years: years.filter((one, i) => i === 0 || one.months.some(month => month.ytd !== null)) };
}

const name = one => t('{brand}: target for {period}', { brand: words.brand(one.brand), period: format.period(one.period) });

export const title = data => name(data.target);

export function render(page, { target, market, statements, years }) {
  const chance = chanceOf(target, market);
  const eventOf = step => statements.find(one => one.published_at.startsWith(step.published_on) && one.source === step.source && one.detail.units === step.units);
  return h('div', {}, head(name(target), h('p', {}, status(target.status)), h('p', {}, h('a', { href: href(page, path('/brands/{}', target.brand)) }, words.brand(target.brand)))),
    h('dl', { class: 'figures' },
      figure(t('Target'), [format.count(target.units), target.units_high === null ? null : `–${format.count(target.units_high)}`], target.first_units === target.units ? null : t('at first {n}', { n: format.count(target.first_units) })),
      figure(t('Delivered'), format.figure(target.actual, target.actual_qualifier), target.reached === null ? null : t('by the end of {month}', { month: format.longMonth(target.reached) })),
      target.attainment === null ? null : figure(t('Share'), [format.qualifier(target.actual_qualifier), format.percent(target.attainment)]),
      chance ? figure(t('Chance'), chance) : null,
      target.reported_units === null ? null : figure(t('Reported target'), format.count(target.reported_units), t('as others report'))),
    years.length > 0 ? yearChart('year', { years, title: name(target), subtitle: t('vehicles; grey: the years before; band: 8 of 10 cases') }) : null,
    section('steps-head', t('What it was when'), table(t('What it was when'), [t('Published'), { text: t('Target'), class: 'number' }, t('Source'), t('Reached')], target.steps.map(step => h('tr', {},
      h('th', { scope: 'row', class: 'fixed' }, format.day(step.published_on)),
      h('td', { class: 'number' }, format.count(step.units)),
      h('td', {}, eventOf(step) ? h('a', { href: href(page, path('/statements/{}', eventOf(step).event_id)) }, words.publisher(step.source)) : words.publisher(step.source)),
      h('td', {}, step.met_in ? t('in {month}', { month: format.longMonth(step.met_in) }) : step.reach_month ? t('at the present rate in {month}', { month: format.longMonth(step.reach_month) }) : t('not reached')))))));
}
