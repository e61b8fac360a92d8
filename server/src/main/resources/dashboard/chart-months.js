// Months as bars. Each month has its slot: exact figures are solid, bounds open at the top, parts outlined, months without
// a figure a dot on the axis.

import { h, s } from './dom.js';
import { chart, grid, label, roundedUp } from './chart.js';
import { table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';

const TOP = 26;
const LEFT = 44;
const RIGHT = 12;
const PLOT = 190;

/**
 * Twenty-four months, or as many as are wanted.
 *
 * @param months as the API lists them, oldest first; those before the first slot serve as last year's
 * @param count so many slots
 * @param signals signals that begin in these months
 */
export function monthsChart(id, page, { months, brand, model = null, title, subtitle, count = 24, signals = [], controls }) {
  const known = new Map(months.map(month => [month.month, month]));
  const last = months.length > 0 ? months[months.length - 1].month : null;
  if (last === null) {
    return null;
  }
  const slots = Array.from({ length: count }, (_, i) => format.addMonths(last, i - count + 1));
  const has = slots.findIndex(month => known.get(month)?.units != null);
  const shown = slots.slice(Math.max(0, Math.min(has, count - 12)));
  const to = month => (model ? null : href(page, path('/brands/{}/months/{}', brand, month)));
  return chart(id, {
    title, subtitle, controls,
    build: width => build(width, shown, known, signals, to),
    table: table(title, [t('Month'), { text: t('Total'), class: 'number' }, { text: t('A year before'), class: 'number' }, { text: t('Capacity'), class: 'number' }], [...shown].reverse().map(month => h('tr', {},
      h('th', { scope: 'row' }, to(month) && known.has(month) ? h('a', { href: to(month) }, format.month(month)) : format.month(month)),
      h('td', { class: 'number' }, format.figure(known.get(month)?.units, known.get(month)?.qualifier), known.get(month)?.units != null && !known.get(month).closed ? h('span', { class: 'quiet' }, ` ${t('part of the month')}`) : null),
      h('td', { class: 'number' }, yearBefore(known, month)),
      h('td', { class: 'number' }, format.orUnknown(format.count(known.get(month)?.capacity)))))),
  });
}

function yearBefore(known, month) {
  const before = known.get(format.addMonths(month, -12));
  return format.figure(before?.units, before?.qualifier);
}

function build(width, months, known, signals, to) {
  const step = (width - LEFT - RIGHT) / months.length;
  const bar = Math.max(3, Math.min(40, step * 0.72));
  const units = months.map(month => known.get(month)?.units ?? 0);
  const most = roundedUp(Math.max(...units, ...months.map(month => known.get(month)?.capacity ?? 0)));
  const y = value => TOP + PLOT - (value / most) * PLOT;
  const x = i => LEFT + step * (i + 0.5);
  const lastKnown = months.findLastIndex(month => known.get(month)?.units != null);
  const highest = units.indexOf(Math.max(...units));
  const parts = [grid(most, y, LEFT, width - RIGHT), newYears(months, x, step)];
  months.forEach((name, i) => parts.push(column(known.get(name), known.get(format.addMonths(name, -12)), x(i), y, bar, i, i === lastKnown || step > 58 || (i === highest && Math.abs(i - lastKnown) * step > 52))));
  parts.push(capacity(months, known, x, y, step, width), ...axis(months, x, step), marks(months, signals, x));
  return { height: TOP + PLOT + 42, parts, slots: months.map((name, i) => ({ x: x(i), y: y(units[i]), text: reading(name, known), href: known.has(name) ? to(name) : null })) };
}

function column(month, before, x, y, width, slot, labelled) {
  const left = x - width / 2;
  const base = y(0);
  if (month?.units == null) {
    return s('g', { class: 'column none', 'data-slot': slot }, s('rect', { class: 'catch', x: left, y: base - 12, width, height: 12 }), s('circle', { cx: x, cy: base - 4, r: 2 }));
  }
  const top = y(month.units);
  const open = month.qualifier === 'AT_LEAST';
  const kind = !month.closed ? 'part' : open ? 'bound' : month.qualifier === 'ESTIMATE' ? 'estimate' : 'exact';
  const outline = open ? `M${left} ${base}V${top}M${left + width} ${top}V${base}` : `M${left} ${base}V${top}H${left + width}V${base}`;
  return s('g', { class: `column ${kind}`, 'data-slot': slot },
    s('rect', { class: 'body', x: left, y: top, width, height: Math.max(0, base - top) }),
    kind === 'exact' ? null : s('path', { class: 'edge', d: outline }),
    before?.units != null && y(before.units) > 0 && y(before.units) < base ? s('path', { class: 'before', d: `M${left - 2} ${y(before.units)}h${width + 4}` }) : null,
    labelled ? label(x, top - 6, format.sign(month.qualifier) + format.count(month.units), { class: 'bar-label', 'text-anchor': 'middle' }) : open ? label(x, top - 4, '≥', { class: 'bar-label', 'text-anchor': 'middle' }) : null);
}

/** The new year falls in January or February, which are compared together. */
function newYears(months, x, step) {
  return months.map((month, i) => (month.endsWith('-01') && months[i + 1] ? s('g', { class: 'new-year' }, s('rect', { x: x(i) - step / 2, y: TOP, width: step * 2, height: PLOT }), label(x(i) + step / 2, TOP + 10, t('New Year'), { 'text-anchor': 'middle' })) : null));
}

function capacity(months, known, x, y, step, width) {
  let path = '';
  let last = null;
  months.forEach((name, i) => {
    const value = known.get(name)?.capacity;
    if (value != null) {
      path += `${last === null ? 'M' : 'L'}${(x(i) - step / 2).toFixed(1)} ${y(value).toFixed(1)}H${(x(i) + step / 2).toFixed(1)}`;
    }
    last = value ?? null;
  });
  const latest = [...months].reverse().map(name => known.get(name)?.capacity).find(value => value != null);
  return path === '' ? null : s('g', { class: 'capacity' }, s('path', { d: path }), label(LEFT + 4, y(latest) - 5, t('capacity {n}', { n: format.count(latest) })));
}

/** Months below the axis: as many as there is room for, with the year where it changes. */
function axis(months, x, step) {
  const every = Math.ceil(30 / step);
  const base = TOP + PLOT;
  return months.map((month, i) => {
    const january = month.endsWith('-01') || i === 0;
    return [
      (months.length - 1 - i) % every === 0 ? label(x(i), base + 16, format.bareMonth(month), { class: 'tick', 'text-anchor': 'middle' }) : null,
      january && (i === 0 || step * 12 > 50) ? label(x(i), base + 30, month.slice(0, 4), { class: 'tick', 'text-anchor': 'middle' }) : null,
    ];
  });
}

/** Signals under the axis, by the month in which they began. */
function marks(months, signals, x) {
  return months.map((month, i) => {
    const of = signals.filter(signal => signal.began.startsWith(month));
    if (of.length === 0) {
      return null;
    }
    const severity = ['CRITICAL', 'WARNING', 'INFO'].find(name => of.some(signal => signal.severity === name));
    return s('g', { class: `signal-mark ${severity.toLowerCase()}` }, s('path', { d: `M${x(i)} ${TOP + PLOT + 34}l5 7h-10z` }), of.length > 1 ? label(x(i) + 7, TOP + PLOT + 41, format.count(of.length)) : null);
  });
}

function reading(name, known) {
  const month = known.get(name);
  if (month?.units == null) {
    return [format.longMonth(name), t('no figure')];
  }
  const before = known.get(format.addMonths(name, -12));
  return [
    format.longMonth(name),
    format.figureText(month.units, month.qualifier) + (month.qualifier === 'DERIVED' ? ` (${t('follows from other figures')})` : ''),
    month.closed ? null : t('part of the month'),
    before?.units != null ? t('a year before: {n}', { n: format.figureText(before.units, before.qualifier) }) : null,
    month.capacity != null ? t('capacity {n}', { n: format.count(month.capacity) }) : null,
  ].filter(Boolean);
}

const SPARK = { width: 148, height: 28 };

/** Months as small bars on one base, the last one marked; a month without a figure is a gap. */
export function spark(months, count = 24) {
  const known = months.filter(month => month.units !== null);
  if (known.length === 0) {
    return format.unknown();
  }
  const last = known[known.length - 1];
  const byName = new Map(known.map(month => [month.month, month]));
  const most = Math.max(...known.map(month => month.units), 1);
  const step = SPARK.width / count;
  return h('span', { class: 'spark', role: 'img', 'aria-label': t('{first} in {from}, {last} in {to}', { first: format.figureText(known[0].units, known[0].qualifier), from: format.month(known[0].month), last: format.figureText(last.units, last.qualifier), to: format.month(last.month) }) },
    s('svg', { viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, width: SPARK.width, height: SPARK.height, 'aria-hidden': 'true', focusable: 'false' },
      Array.from({ length: count }, (_, i) => {
        const month = byName.get(format.addMonths(last.month, i - count + 1));
        if (!month) {
          return null;
        }
        const height = Math.max(1, (month.units / most) * (SPARK.height - 2));
        return s('rect', { class: !month.closed ? 'part' : month === last ? 'last' : null, x: (i * step + 0.5).toFixed(1), y: (SPARK.height - height).toFixed(1), width: (step - 1.5).toFixed(1), height: height.toFixed(1) });
      })));
}
