// The race for a technology: a row a brand, a shade a stage, diamonds for promises. Who came first stands above.

import { h, s } from './dom.js';
import { chart, label } from './chart.js';
import { table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import * as words from './words.js';

const ROW = 26;
/** Runners that are drawn; the table has all. */
const MOST_RUNNERS = 20;
const TOP = 8;
const DAY_MS = 86_400_000;

/**
 * @param race as the API answers it: brands with the days of their stages
 * @param commitments the promises on the technology
 * @param market the technology's entry of the market, for coverage; may be missing
 * @param chosen a brand that is lit
 */
export function raceChart(id, page, { technology, race, commitments, market = null, chosen = null, controls = null }) {
  const title = t('{technology}: who reached which stage when', { technology: words.capital(words.technology(technology)) });
  const drawn = race.filter((runner, i) => i < MOST_RUNNERS || runner.brand === chosen);
  return chart(id, {
    title,
    subtitle: [t('shade: announced, closed beta, public beta, limited rollout, full rollout; ◇ promised'), race.length > drawn.length ? ` · ${tn(race.length - drawn.length, '{n} more', '{n} more')}` : ''].join(''),
    controls,
    build: width => build(width, page.day, drawn, commitments, market, chosen),
    table: table(title, [t('Brand'), ...words.ALL_STAGES.map(words.stage)], race.map(runner => h('tr', {},
      h('th', { scope: 'row' }, words.brand(runner.brand)),
      words.ALL_STAGES.map(stage => h('td', { class: 'fixed' }, format.orUnknown(format.day(runner.steps.find(step => step.stage === stage)?.since))))))),
  });
}

function build(width, today, race, commitments, market, chosen) {
  const left = width > 500 ? 110 : 78;
  const first = Math.min(...race.flatMap(runner => runner.steps.map(step => format.instant(step.since).getTime())));
  const end = Math.max(format.instant(today).getTime(), ...commitments.map(one => format.instant(one.due_by).getTime())) + 20 * DAY_MS;
  const x = day => left + ((format.instant(day).getTime() - first) / (end - first)) * (width - left - 8);
  const now = x(today);
  const height = TOP + race.length * ROW;
  const slots = [];
  const parts = race.map((runner, i) => {
    const y = TOP + i * ROW;
    // Of stages reached on one day the highest is drawn.
    const spans = runner.steps.map((step, at) => ({ ...step, at, from: x(step.since), to: x(runner.steps[at + 1]?.since ?? today) })).filter(span => span.to > span.from || span.at === runner.steps.length - 1);
    const coverage = market?.brands[runner.brand]?.coverage ?? null;
    const last = runner.steps[runner.steps.length - 1];
    slots.push({
      x: now, y: y + ROW / 2, row: i,
      text: [words.brand(runner.brand), t('{stage} since {day}', { stage: words.capital(words.stage(last.stage)), day: format.day(last.since) }), coverage === null ? null : format.coverage(coverage),
        ...commitments.filter(one => one.brand === runner.brand).map(one => `${words.stage(one.stage)}: ${words.status(one.status)}, ${format.day(one.due_by)}`)].filter(Boolean),
    });
    return s('g', { class: runner.brand === chosen ? 'runner chosen' : 'runner', 'data-slot': i },
      label(left - 8, y + 17, words.brand(runner.brand), { 'text-anchor': 'end', class: 'runner-name' }),
      s('path', { class: 'lane', d: `M${left} ${y + ROW - 2}H${width - 8}` }),
      spans.map(span => s('rect', { class: `stage-${words.ALL_STAGES.indexOf(span.stage)}`, x: span.from, y: y + 5, width: Math.max(2, span.to - span.from), height: ROW - 10 })),
      coverage !== null && coverage !== 'NATIONWIDE' ? label(now - 5, y + 18, format.coverage(coverage), { 'text-anchor': 'end', class: 'in-bar' }) : null,
      commitments.filter(one => one.brand === runner.brand).map(one => s('path', { class: `promise ${one.status.toLowerCase()}`, d: `M${x(one.due_by)} ${y + 6}l6 7-6 7-6-7z` })));
  });
  parts.push(s('path', { class: 'today-line', d: `M${now} ${TOP}V${height}` }), years(first, end, x, height));
  return { height: height + 22, parts, slots };
}

function years(first, end, x, height) {
  const from = new Date(first).getUTCFullYear() + 1;
  const to = new Date(end).getUTCFullYear();
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => s('g', { class: 'year-line' }, s('path', { d: `M${x(`${from + i}-01-01`)} ${TOP}V${height}` }), label(x(`${from + i}-01-01`), height + 15, String(from + i), { class: 'tick', 'text-anchor': 'middle' })));
}
