// Months of several brands as lines on one scale, each with its name at its end; a month without a figure is a gap.

import { h, s, unseen } from './dom.js';
import { chart, grid, label, line, roundedUp } from './chart.js';
import { table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';

const LEFT = 52;
const TOP = 16;
const PLOT = 240;
const SPREAD = 30;

/** @param series name and months of each */
export function linesChart(id, page, { series, title, subtitle }) {
  const months = axis(series);
  return chart(id, {
    title, subtitle,
    build: width => build(width, series, months),
    table: table(title, [unseen(t('Month')), ...series.map(one => ({ text: one.name, class: 'number' }))], [...months].reverse().map(month => h('tr', {}, h('th', { scope: 'row' }, format.month(month)), series.map(one => {
      const of = one.months.find(entry => entry.month === month);
      return h('td', { class: 'number' }, format.figure(of?.units, of?.qualifier));
    })))),
  });
}

function axis(series) {
  const all = series.flatMap(one => one.months.map(month => month.month)).sort();
  const months = [];
  for (let month = all[0]; month && month <= all[all.length - 1]; month = format.addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

/** A logarithmic scale where one brand would press the others to the ground. */
function build(width, series, months) {
  const right = width > 500 ? 110 : 80;
  const tops = series.map(one => Math.max(1, ...one.months.map(month => month.units)));
  const wide = Math.max(...tops) / Math.min(...tops) > SPREAD;
  const most = roundedUp(Math.max(...tops, 1));
  const least = wide ? Math.max(1, Math.min(...series.flatMap(one => one.months.map(month => Math.max(1, month.units))))) : 0;
  const share = value => (wide ? Math.log(Math.max(least, value) / least) / Math.log(most / least) : value / most);
  const y = value => TOP + PLOT - share(value) * PLOT;
  const x = month => LEFT + (months.length < 2 ? 0 : months.indexOf(month) / (months.length - 1)) * (width - LEFT - right);
  const parts = [wide ? powers(least, most).map(value => s('g', { class: 'grid-line' }, s('path', { d: `M${LEFT} ${y(value)}H${width - right}` }), label(LEFT - 6, y(value) + 4, format.compact(value), { 'text-anchor': 'end' }))) : grid(most, y, LEFT, width - right)];
  const ends = [];
  series.forEach((one, i) => {
    const of = new Map(one.months.map(month => [month.month, month]));
    parts.push(s('path', { class: `series series-${i}`, d: line(months.map(month => (of.has(month) ? [x(month), y(of.get(month).units)] : null))) }));
    one.months.filter(month => !month.closed || month.qualifier === 'AT_LEAST').forEach(month => parts.push(s('circle', { class: `series-dot series-${i}`, cx: x(month.month), cy: y(month.units), r: 3 })));
    const last = one.months[one.months.length - 1];
    if (last) {
      ends.push({ y: y(last.units), text: one.name, i });
    }
  });
  let free = 0;
  parts.push(ends.sort((a, b) => a.y - b.y).map(end => {
    const at = Math.max(free, end.y + 4);
    free = at + 15;
    return label(width - right + 8, at, end.text, { class: `end-label series-name-${end.i}` });
  }), months.filter((month, i) => month.endsWith('-01') || i === 0).map(month => label(x(month), TOP + PLOT + 18, month.slice(0, 4), { class: 'tick', 'text-anchor': 'middle' })));
  return {
    height: TOP + PLOT + 28, parts,
    slots: months.map(month => ({ x: x(month), y: TOP + 40, text: [format.longMonth(month), ...series.map(one => {
      const of = one.months.find(entry => entry.month === month);
      return of ? `${one.name} ${format.figureText(of.units, of.qualifier)}` : null;
    }).filter(Boolean)] })),
  };
}

function powers(least, most) {
  const found = [];
  for (let power = 10 ** Math.ceil(Math.log10(least)); power <= most; power *= 10) {
    found.push(power);
  }
  return found;
}
