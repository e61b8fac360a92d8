// Months of a brand as charts. Every chart can be read with the arrow keys; its figures are in a table beside it.

import uPlot from './uplot.js';
import { h, s } from './dom.js';
import * as format from './format.js';

const HEIGHT = 260;
const LEFT = 56;
const RIGHT = 12;
const DAY_S = 86_400;

/** The charts that stand, by the element that they are in. */
const standing = new Map();

/** Draws a chart into a place that is kept; or the one that is there anew, if what it shows has changed. */
export function draw(place, make) {
  const dark = getComputedStyle(document.documentElement).getPropertyValue('--ink');
  const wanted = make();
  const signature = JSON.stringify([dark, wanted.signature]);
  const before = standing.get(place);
  if (before?.signature === signature) {
    return;
  }
  before?.end();
  place.replaceChildren();
  standing.set(place, { signature, end: mount(place, wanted) });
}

/** Ends the charts whose places are gone. */
export function sweep() {
  for (const [place, chart] of standing) {
    if (!place.isConnected) {
      chart.end();
      standing.delete(place);
    }
  }
}

function mount(place, wanted) {
  const readout = h('p', { class: 'readout', role: 'status' }, wanted.hint);
  const plot = h('div', { class: 'plot', tabindex: 0, role: 'group', 'aria-roledescription': 'chart', 'aria-label': wanted.label });
  place.append(readout, plot);
  const width = () => Math.max(200, Math.floor(plot.clientWidth));
  const chart = new uPlot({ ...wanted.options, width: width(), height: HEIGHT }, wanted.data, plot);
  chart.root.setAttribute('aria-hidden', 'true');
  const extra = wanted.below?.(chart, place);
  let at = null;
  const tell = index => {
    at = index;
    readout.textContent = index === null ? wanted.hint : wanted.tell(index);
  };
  chart.hooks.setCursor = [u => {
    if (u.cursor.left >= 0 && u.cursor.idx !== null && u.cursor.idx !== undefined) {
      tell(u.cursor.idx);
    } else if (document.activeElement !== plot) {
      tell(null);
    }
  }];
  const keys = event => {
    const last = wanted.data[0].length - 1;
    const next = { ArrowLeft: at === null ? last : Math.max(0, at - 1), ArrowRight: at === null ? 0 : Math.min(last, at + 1), Home: 0, End: last }[event.key];
    if (event.key === 'Escape') {
      chart.setCursor({ left: -10, top: -10 });
      tell(null);
    } else if (next !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      chart.setCursor({ left: chart.valToPos(wanted.data[0][next], 'x'), top: 10 });
      tell(next);
    }
  };
  plot.addEventListener('keydown', keys);
  const observer = new ResizeObserver(() => {
    if (plot.isConnected && chart.width !== width()) {
      chart.setSize({ width: width(), height: HEIGHT });
      extra?.();
    }
  });
  observer.observe(plot);
  return () => {
    observer.disconnect();
    chart.destroy();
  };
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(name).trim();
  return { ink: of('--ink'), quiet: of('--quiet'), line: of('--line'), paper: of('--paper'), accent: of('--accent'), soft: of('--accent-soft'), strong: of('--strong'), warn: of('--warning') };
}

const seconds = date => format.instant(date).getTime() / 1000;

/** The middle of a month, where its bar stands. */
const middle = month => seconds(`${month}-15`);

function nextMonth(month) {
  return format.addMonths(`${month}-01`, 1).slice(0, 7);
}

function font() {
  return '12px system-ui, "Noto Sans", sans-serif';
}

function axes(colour, months) {
  const common = { stroke: colour.quiet, font: font(), ticks: { show: false } };
  return [
    {
      ...common,
      size: 30,
      gap: 6,
      grid: { show: false },
      splits: u => {
        const most = Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / 64));
        const step = [1, 2, 3, 6, 12].find(size => months.length / size <= most) ?? 24;
        return months.filter((month, i) => (months.length - 1 - i) % step === 0).map(middle);
      },
      values: (u, splits) => splits.map(split => format.month(split * 1000)),
    },
    { ...common, size: LEFT, gap: 8, grid: { stroke: colour.line, width: 1 }, values: (u, splits) => splits.map(split => format.compact(split)) },
  ];
}

function base(colour, from, to, most, months) {
  return {
    padding: [10, RIGHT, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
    scales: { x: { time: true, range: () => [from, to] }, y: { range: () => [0, most * 1.08 || 1] } },
    axes: axes(colour, months),
  };
}

/**
 * The months of a measure as bars, with what each was first said to be where that is another figure, what could be built,
 * and the brand's signals on the same axis.
 *
 * @param months as the API tells them, each with units
 */
export function monthly(label, months, alerts, today, measure) {
  const colour = colours();
  const known = months.filter(month => month.units !== null);
  const names = known.map(month => month.month);
  const from = seconds(`${names[0]}-01`);
  const to = Math.max(seconds(`${nextMonth(names[names.length - 1])}-01`), today ? seconds(today) : 0) + 6 * DAY_S;
  const capacity = measure === 'DELIVERIES' || measure === 'OUTPUT' ? known.map(month => month.capacity) : known.map(() => null);
  const firsts = known.map(first);
  const most = Math.max(...known.map(month => month.units), ...capacity.map(one => one ?? 0), ...firsts.map(one => one?.units ?? 0));
  const bars = uPlot.paths.bars({ size: [0.72, 44], radius: 0.06 });
  const fill = known.map(month => (month.closed ? colour.accent : colour.soft));
  return {
    signature: [label, names, known.map(month => [month.units, month.closed, month.qualifier]), firsts, capacity, alerts.map(alert => [alert.alert_id, alert.status, alert.severity, alert.since]), today],
    label: `${label}. Arrow keys read one month after the other.`,
    hint: 'Point at a month, or use the arrow keys.',
    data: [known.map(month => middle(month.month)), known.map(month => month.units)],
    options: {
      ...base(colour, from, to, most, names),
      series: [{}, { label, paths: uPlot.paths.bars({ size: [0.72, 44], disp: { fill: { unit: 3, values: () => fill } } }) ?? bars, stroke: 'transparent', fill: colour.accent, points: { show: false } }],
      hooks: { draw: [u => marks(u, known, firsts, capacity, colour)] },
    },
    tell: index => tell(known[index], firsts[index], capacity[index]),
    below: (chart, place) => timeline(chart, place, alerts, from, to, today),
  };
}

/** What a month was first said to be, if that is another figure than what stands. */
export function first(month) {
  const said = month.revisions[0];
  return said && (said.units !== month.units || said.qualifier !== month.qualifier) ? said : null;
}

const EXACTNESS = { AT_LEAST: 'at least ', ESTIMATE: 'about ', DERIVED: 'derived, ', EXACT: '' };

function tell(month, said, capacity) {
  return [
    `${format.longMonth(month.month)}: ${EXACTNESS[month.qualifier] ?? ''}${format.count(month.units)}${month.closed ? '' : ' so far'}`,
    said ? `first said ${EXACTNESS[said.qualifier] ?? ''}${format.count(said.units)} on ${format.day(said.as_of)}` : null,
    capacity === null ? null : `capacity ${format.count(capacity)}`,
  ].filter(Boolean).join(' · ');
}

/** First figures as open dots, capacity as a stepped line. */
function marks(u, known, firsts, capacity, colour) {
  const context = u.ctx;
  const ratio = devicePixelRatio;
  context.save();
  context.beginPath();
  context.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  context.clip();
  context.strokeStyle = colour.warn;
  context.lineWidth = 2 * ratio;
  context.setLineDash([6 * ratio, 3 * ratio]);
  context.beginPath();
  let before = null;
  known.forEach((month, i) => {
    if (capacity[i] === null) {
      before = null;
      return;
    }
    const y = u.valToPos(capacity[i], 'y', true);
    const left = u.valToPos(seconds(`${month.month}-01`), 'x', true);
    const right = u.valToPos(seconds(`${nextMonth(month.month)}-01`), 'x', true);
    if (before === null) {
      context.moveTo(left, y);
    } else {
      context.lineTo(left, y);
    }
    context.lineTo(right, y);
    before = y;
  });
  context.stroke();
  context.setLineDash([]);
  firsts.forEach((said, i) => {
    if (said) {
      context.beginPath();
      context.arc(u.valToPos(middle(known[i].month), 'x', true), u.valToPos(said.units, 'y', true), 4 * ratio, 0, 2 * Math.PI);
      context.fillStyle = colour.paper;
      context.strokeStyle = colour.strong;
      context.lineWidth = 1.75 * ratio;
      context.fill();
      context.stroke();
    }
  });
  context.restore();
}

const LANE = 24;
const CHARACTER = 6;

/** The signals as spans on the chart's axis, a lane a rule. */
function timeline(chart, place, alerts, from, to, today) {
  if (alerts.length === 0) {
    return undefined;
  }
  const lanes = [...new Set([...alerts].sort((a, b) => a.since.localeCompare(b.since)).map(laneOf))];
  const holder = h('div', { class: 'lanes', 'aria-hidden': 'true' });
  place.append(holder);
  const render = () => {
    const width = chart.width;
    const x = date => LEFT + ((Math.min(to, Math.max(from, date)) - from) / (to - from)) * (width - LEFT - RIGHT);
    const height = lanes.length * LANE + 4;
    holder.replaceChildren(s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, focusable: 'false' },
      lanes.map((lane, i) => s('path', { class: 'lane', d: `M${LEFT} ${i * LANE + 19}H${width - RIGHT}` })),
      alerts.map(alert => {
        const y = lanes.indexOf(laneOf(alert)) * LANE + 19;
        const open = alert.status !== 'RESOLVED';
        const start = x(seconds(alert.since));
        const end = Math.max(start + 3, x(open ? (today ? seconds(today) + DAY_S : to) : seconds(alert.updated_at)));
        return s('g', { class: `span ${alert.severity.toLowerCase()} ${open ? 'is-open' : ''}` },
          s('rect', { x: start.toFixed(1), y: y - 3, width: (end - start).toFixed(1), height: 6, rx: 3 }));
      }),
      lanes.map((lane, i) => {
        const firstOf = Math.min(...alerts.filter(alert => laneOf(alert) === lane).map(alert => x(seconds(alert.since))));
        const fits = firstOf + lane.length * CHARACTER < width - RIGHT;
        return s('text', { class: 'lane-name', x: fits ? firstOf : width - RIGHT, y: i * LANE + 12, 'text-anchor': fits ? 'start' : 'end' }, lane);
      })));
  };
  render();
  return render;
}

function laneOf(alert) {
  const more = alert.subject.split('/').slice(1).map(part => (/_/.test(part) ? format.words(part) : part)).join(' ');
  const name = more ? `${format.words(alert.rule)}, ${more}` : format.words(alert.rule);
  return `${name} (${alert.status === 'RESOLVED' ? 'resolved' : alert.severity.toLowerCase()})`;
}

/**
 * A year's deliveries summed up, against the way to the target.
 *
 * @param months those of the reference month's year, each with units
 */
export function yearToDate(metrics, months) {
  const colour = colours();
  const year = metrics.reference_month.slice(0, 4);
  const names = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
  const reference = Number(metrics.reference_month.slice(5));
  const units = new Map(months.map(month => [month.month, month.units]));
  let sum = 0;
  let begun = false;
  const reached = names.map((month, i) => {
    sum += units.get(month) ?? 0;
    begun ||= units.get(month) !== undefined;
    return i + 1 > reference || !begun ? null : i + 1 === reference ? metrics.ytd_deliveries : sum;
  });
  const path = whole => names.map((month, i) => (whole === null ? null : (whole * (i + 1)) / 12));
  const target = path(metrics.target);
  const revised = metrics.target_initial !== null && metrics.target_initial !== metrics.target;
  const initial = path(revised ? metrics.target_initial : null);
  const heading = names.map((month, i) => (i + 1 < reference || metrics.run_rate === null ? null : metrics.ytd_deliveries + metrics.run_rate * (i + 1 - reference)));
  const most = Math.max(...[reached, target, initial, heading].flat().map(value => value ?? 0));
  const line = (stroke, dash, width = 2) => ({ stroke, dash, width, points: { show: false } });
  const options = base(colour, seconds(`${year}-01-01`), seconds(`${year}-12-31`) + 4 * DAY_S, most, names);
  options.axes[0].values = (u, splits) => splits.map(split => format.bareMonth(split * 1000));
  return {
    signature: [year, reached, target, initial, heading],
    label: `Deliveries of ${year} summed up, against the target. Arrow keys read one month after the other.`,
    hint: 'Point at a month, or use the arrow keys.',
    data: [names.map(month => middle(month)), reached, target, initial, heading],
    options: {
      ...options,
      series: [{}, { ...line(colour.accent, undefined, 3), points: { show: true, size: 6, fill: colour.accent, stroke: colour.accent } }, line(colour.strong, [6, 3]), line(colour.quiet, [2, 4]), line(colour.accent, [3, 4])],
    },
    tell: index => [
      format.longMonth(names[index]),
      reached[index] === null ? null : `${format.count(reached[index])} delivered`,
      target[index] === null ? null : `even pace ${format.count(Math.round(target[index]))}`,
      revised ? `at first ${format.count(Math.round(initial[index]))}` : null,
      reached[index] === null && heading[index] !== null ? `at the present rate ${format.count(Math.round(heading[index]))}` : null,
    ].filter(Boolean).join(' · '),
  };
}
