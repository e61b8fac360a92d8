// A year's running sum against its target and what is expected; the two years before in grey. All sums are the API's.

import { h, s } from './dom.js';
import { chart, grid, label, line, roundedUp } from './chart.js';
import { table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';

const TOP = 22;
const LEFT = 52;
const PLOT = 210;

/**
 * @param years the year and those before it, newest first, as the API answers them
 */
export function yearChart(id, { years, title, subtitle, controls }) {
  const [now] = years;
  return chart(id, {
    title, subtitle, controls,
    build: width => build(width, years),
    table: table(title, [t('Month'), { text: t('Deliveries'), class: 'number' }, { text: t('Year to date'), class: 'number' }, { text: t('Way to the target'), class: 'number' }], now.months.map(month => h('tr', {},
      h('th', { scope: 'row' }, format.longMonth(month.month)),
      h('td', { class: 'number' }, format.figure(month.units, month.qualifier)),
      h('td', { class: 'number' }, format.figure(month.ytd, month.ytd_qualifier)),
      h('td', { class: 'number' }, format.orUnknown(month.seasonal_path === null ? null : format.three(month.seasonal_path)))))),
  });
}

function build(width, years) {
  const [now, ...earlier] = years;
  const right = width > 560 ? 150 : 92;
  const { forecast, target } = now;
  const sums = years.flatMap(year => year.months.map(month => month.ytd ?? 0));
  const most = roundedUp(Math.max(...sums, target ?? 0, now.target_initial ?? 0, forecast?.forecast_high ?? 0, forecast?.forecast_year ?? 0));
  const y = value => TOP + PLOT - (value / most) * PLOT;
  const x = month => LEFT + (month / 12) * (width - LEFT - right);
  const end = width - right;
  const reached = now.months.findLastIndex(month => month.ytd !== null);
  const path = year => line([[x(0), y(0)], ...year.months.map((month, i) => (month.ytd === null ? null : [x(i + 1), y(month.ytd)]))]);
  const ends = [];
  const parts = [grid(most, y, LEFT, end)];
  earlier.forEach(year => {
    const last = year.months.findLastIndex(month => month.ytd !== null);
    if (last >= 0) {
      parts.push(s('path', { class: 'earlier', d: path(year) }));
      ends.push({ y: y(year.months[last].ytd), text: [String(year.year)], kind: 'quiet-text' });
    }
  });
  if (target !== null) {
    parts.push(s('path', { class: 'target', d: `M${LEFT} ${y(target)}H${end}` }));
    ends.push({ y: y(target), text: [t('target {n}', { n: format.count(target) }), chanceText(forecast)], kind: 'strong-text' });
    if (now.months[0].seasonal_path !== null) {
      parts.push(s('path', { class: 'way', d: line([[x(0), y(0)], ...now.months.map((month, i) => (month.seasonal_path === null ? null : [x(i + 1), y(month.seasonal_path)]))]) }));
    }
  }
  if (now.target_initial !== null && now.target_initial !== target) {
    parts.push(s('path', { class: 'first-target', d: `M${end - 10} ${y(now.target_initial)}H${end}` }));
    ends.push({ y: y(now.target_initial), text: [format.count(now.target_initial)], kind: 'quiet-text struck' });
  }
  if (forecast && reached >= 0 && reached < 11) {
    const from = [x(reached + 1), y(now.months[reached].ytd)];
    if (forecast.forecast_low !== null) {
      parts.push(s('path', { class: 'fan', d: `M${from[0]} ${from[1]}L${end} ${y(forecast.forecast_high)}V${y(forecast.forecast_low)}Z` }));
    }
    parts.push(s('path', { class: 'expected', d: `M${from[0]} ${from[1]}L${end} ${y(forecast.forecast_year)}` }));
    ends.push({ y: y(forecast.forecast_year), text: [t('about {n}', { n: format.three(forecast.forecast_year) }), forecast.forecast_low === null ? null : t('{low} to {high}', { low: format.three(forecast.forecast_low), high: format.three(forecast.forecast_high) })], kind: 'accent-text' });
  }
  parts.push(s('path', { class: 'this-year', d: path(now) }));
  now.months.forEach((month, i) => {
    if (month.ytd !== null) {
      parts.push(s('circle', { class: month.ytd_qualifier === 'AT_LEAST' ? 'dot open' : 'dot', 'data-slot': i, cx: x(i + 1), cy: y(month.ytd), r: 4 }));
    }
  });
  if (reached >= 0) {
    parts.push(label(x(reached + 1) - 6, y(now.months[reached].ytd) - 10, format.figureText(now.months[reached].ytd, now.months[reached].ytd_qualifier), { class: 'bar-label', 'text-anchor': 'end' }));
  }
  parts.push(endLabels(ends, end + 6), now.months.map((month, i) => ((i + 1) % (width > 560 ? 1 : 3) === 0 ? label(x(i + 1), TOP + PLOT + 18, format.bareMonth(month.month), { class: 'tick', 'text-anchor': 'middle' }) : null)));
  return { height: TOP + PLOT + 30, parts, slots: now.months.map((month, i) => ({ x: x(i + 1), y: y(month.ytd ?? forecast?.forecast_year ?? 0), text: reading(month, earlier, i) })) };
}

const chanceText = forecast => (forecast?.target_probability == null ? null : t('chance {chance}', { chance: format.chance(forecast.target_probability) }));

/** Labels at the right end, none over another. */
function endLabels(ends, x) {
  let free = 0;
  return ends.sort((a, b) => a.y - b.y).map(({ y, text, kind }) => {
    const lines = text.filter(Boolean);
    const top = Math.max(free, y + 4);
    free = top + lines.length * 14 + 2;
    return s('g', { class: kind }, lines.map((one, i) => label(x, top + i * 14, one, { class: i === 0 ? 'end-label' : 'end-note' })));
  });
}

function reading(month, earlier, i) {
  return [
    format.longMonth(month.month),
    month.ytd === null ? null : t('year to date {n}', { n: format.figureText(month.ytd, month.ytd_qualifier) }),
    month.units === null ? null : t('the month {n}', { n: format.figureText(month.units, month.qualifier) }),
    month.seasonal_path === null ? null : t('way to the target {n}', { n: format.three(month.seasonal_path) }),
    ...earlier.map(year => (year.months[i].ytd === null ? null : `${year.year}: ${format.figureText(year.months[i].ytd, year.months[i].ytd_qualifier)}`)),
  ].filter(Boolean);
}
