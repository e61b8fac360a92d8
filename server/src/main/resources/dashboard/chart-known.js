// What was known when: a month's figure by the day on which it was published, each statement a mark, the figure that
// counted a line.

import { h, s } from './dom.js';
import { chart, grid, label, roundedUp } from './chart.js';
import { table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import * as words from './words.js';

const LEFT = 52;
const RIGHT = 96;
const TOP = 20;
const PLOT = 170;
const MARGIN_DAYS = 3;

export function knownChart(id, page, { month, title, controls }) {
  return chart(id, {
    title, subtitle: t('by the day of publication; line: the figure that counted; open marks: at least'), controls,
    build: width => build(width, page.day, month),
    table: table(title, [t('Known on'), { text: t('Figure'), class: 'number' }], month.revisions.map(revision => h('tr', {}, h('th', { scope: 'row' }, format.day(revision.as_of)), h('td', { class: 'number' }, format.figure(revision.units, revision.qualifier))))),
  });
}

function build(width, today, month) {
  const said = month.statements.filter(one => !one.retracted || one.units !== null).slice(0, 60);
  const days = [...said.map(one => one.published_at.slice(0, 10)), ...month.revisions.map(one => one.as_of)].sort();
  if (days.length === 0) {
    return { height: 30, parts: [label(LEFT, 18, t('no figure'))], slots: [] };
  }
  const first = format.addDays(days[0], -MARGIN_DAYS);
  const last = format.addDays([days[days.length - 1], today].sort()[0] === today ? days[days.length - 1] : format.daysBetween(days[days.length - 1], today) > 60 ? format.addDays(days[days.length - 1], 30) : today, MARGIN_DAYS);
  const x = day => LEFT + (format.daysBetween(first, day) / Math.max(1, format.daysBetween(first, last))) * (width - LEFT - RIGHT);
  const most = roundedUp(Math.max(...said.map(one => one.units), ...month.revisions.map(one => one.units), 1));
  const y = value => TOP + PLOT - (value / most) * PLOT;
  const end = width - RIGHT;
  const parts = [grid(most, y, LEFT, end)];
  let path = '';
  month.revisions.forEach((revision, i) => {
    const until = month.revisions[i + 1]?.as_of;
    const to = until ? x(until) : end;
    path += `${i === 0 ? 'M' : 'L'}${x(revision.as_of).toFixed(1)} ${y(revision.units).toFixed(1)}H${to.toFixed(1)}`;
    if (revision.qualifier === 'AT_LEAST') {
      parts.push(s('rect', { class: 'band', x: x(revision.as_of), y: TOP, width: Math.max(0, to - x(revision.as_of)), height: Math.max(0, y(revision.units) - TOP) }));
    }
  });
  parts.push(s('path', { class: 'known-line', d: path }));
  const marks = said.map((one, i) => s('circle', { class: `said ${one.qualifier === 'AT_LEAST' ? 'open' : ''} ${one.counts ? 'counts' : ''}`, 'data-slot': i, cx: x(one.published_at.slice(0, 10)), cy: y(one.units), r: one.counts ? 5 : 4 }));
  parts.push(marks);
  const now = month.revisions[month.revisions.length - 1];
  if (now) {
    parts.push(label(end + 6, y(now.units) + 4, format.figureText(now.units, now.qualifier), { class: 'end-label' }));
  }
  if (today >= first && today <= last) {
    parts.push(s('path', { class: 'today-line', d: `M${x(today)} ${TOP}V${TOP + PLOT}` }));
  }
  parts.push(label(LEFT, TOP + PLOT + 18, format.day(days[0]), { class: 'tick' }), days[days.length - 1] === days[0] ? null : label(end, TOP + PLOT + 18, format.day(days[days.length - 1]), { class: 'tick', 'text-anchor': 'end' }));
  return { height: TOP + PLOT + 28, parts, slots: said.map(one => ({ x: x(one.published_at.slice(0, 10)), y: y(one.units), text: [format.day(one.published_at), `${words.publisher(one.source)}: ${format.figureText(one.units, one.qualifier)}`, words.granularity(one.granularity), one.counts ? t('counts') : null].filter(Boolean) })) };
}
