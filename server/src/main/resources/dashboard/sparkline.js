// Small pictures within text, each with what it says in words.

import { h, s, unseen } from './dom.js';
import * as format from './format.js';

const WIDTH = 104;
const HEIGHT = 24;
const INSET = 3;

/** The course of a brand's months, gaps left open. */
export function sparkline(months) {
  if (months.length === 0) {
    return format.unknown();
  }
  const first = index(months[0].month);
  const last = index(months[months.length - 1].month);
  const most = Math.max(...months.map(month => month.units), 1);
  const x = month => INSET + (last === first ? WIDTH - 2 * INSET : ((index(month.month) - first) / (last - first)) * (WIDTH - 2 * INSET));
  const y = month => HEIGHT - INSET - (month.units / most) * (HEIGHT - 2 * INSET);
  let path = '';
  months.forEach((month, i) => {
    const joined = i > 0 && index(month.month) - index(months[i - 1].month) === 1;
    path += `${joined ? 'L' : 'M'}${x(month).toFixed(1)} ${y(month).toFixed(1)}`;
  });
  const end = months[months.length - 1];
  return [
    s('svg', { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true', focusable: 'false' },
      s('path', { d: path }), s('circle', { cx: x(end).toFixed(1), cy: y(end).toFixed(1), r: 2 })),
    unseen(`${format.count(months[0].units)} in ${format.month(months[0].month)}, ${format.count(end.units)} in ${format.month(end.month)}`),
  ];
}

function index(month) {
  const [year, ofYear] = month.split('-').map(Number);
  return year * 12 + ofYear;
}

const GAUGE = 120;

/** How much of a target is reached, against where an even pace would stand. */
export function paceGauge(metrics) {
  if (metrics.target === null || metrics.target_attainment === null) {
    return h('span', { class: 'gauge' }, metrics.ytd_deliveries === null ? format.unknown() : [
      h('span', { class: 'gauge-text' }, format.qualifier(metrics.ytd_qualifier), format.count(metrics.ytd_deliveries)),
      h('span', { class: 'quiet' }, 'no target')]);
  }
  const pace = Number(metrics.reference_month.slice(5)) / 12;
  const reached = metrics.target_attainment;
  const ahead = reached >= pace;
  const x = part => (Math.min(1.05, part) / 1.05) * GAUGE;
  return h('span', { class: 'gauge' },
    s('svg', { class: `gauge-bar ${ahead ? 'is-ahead' : 'is-behind'}`, viewBox: `0 0 ${GAUGE} 12`, width: GAUGE, height: 12, 'aria-hidden': 'true', focusable: 'false' },
      s('rect', { class: 'track', x: 0, y: 3, width: x(1), height: 6, rx: 1 }),
      s('rect', { class: 'fill', x: 0, y: 3, width: x(reached).toFixed(1), height: 6, rx: 1 }),
      s('path', { class: 'pace', d: `M${x(pace).toFixed(1)} 0v12` })),
    h('span', { class: 'gauge-text' }, format.percent(reached), h('span', { class: 'quiet' }, ` of ${format.compact(metrics.target)}`),
      unseen(`, ${ahead ? 'ahead of' : 'behind'} an even pace of ${format.percent(pace)}`)));
}
