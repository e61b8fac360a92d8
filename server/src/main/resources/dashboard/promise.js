// One promise: what was said of it when, and what came.

import { h, s } from './dom.js';
import * as api from './api.js';
import { chart, label } from './chart.js';
import { head, section, signalRow, sourceChip } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { status } from './promise-tables.js';
import { href, path } from './router.js';
import * as words from './words.js';

export async function load(page) {
  const { brand, technology, stage } = page.params;
  const asOf = { as_of: page.asOf };
  const [commitments, milestones, signals] = await Promise.all([
    api.list('/commitments', { brand, ...asOf }),
    api.list('/statements', { brand, type: 'technology_milestone', to: page.asOf, ...asOf }),
    api.get('/signals', { brand, technology, status: 'all', limit: 10, ...asOf }),
  ]);
  const promise = commitments.find(one => one.technology === technology && one.stage === stage);
  if (!promise) {
    throw new api.Problem(404, t('{brand} has promised no such thing.', { brand: words.brand(brand) }));
  }
  return { promise, said: milestones.filter(one => one.detail.technology === technology), signals: signals.signals.filter(one => one.rule.startsWith('COMMITMENT_') && one.subject.endsWith(`/${stage}`)) };
}

const name = one => t('{brand}: {stage}, {technology}', { brand: words.brand(one.brand), stage: words.stage(one.stage), technology: words.technology(one.technology) });

export const title = data => name(data.promise);

export function render(page, { promise, said, signals }) {
  const promises = said.filter(one => one.detail.due_by !== null && one.detail.stage === promise.stage);
  return h('div', {}, head(name(promise), h('p', {}, status(promise.status))),
    h('p', {}, t('Promised for {day}', { day: format.longDay(promise.due_by) }), promise.coverage === null ? null : `, ${format.coverage(promise.coverage)}`, '. ', promise.slips === 0 ? null : tn(promise.slips, 'It was delayed once; at first it was promised for {day}.', 'It was delayed {n} times; at first it was promised for {day}.', { day: format.longDay(promise.first_due_by) })),
    line(page, promise, promises),
    section('said-head', t('What was said of it'), h('ul', { class: 'news' }, [...said].sort((a, b) => b.published_at.localeCompare(a.published_at)).map(one => h('li', { 'data-key': one.event_id },
      h('span', { class: 'quiet fixed' }, format.day(one.occurred_on ?? one.published_at)),
      h('span', {}, h('span', { class: 'tag' }, one.detail.due_by === null ? t('fact') : t('promise')), ' ', words.stage(one.detail.stage), one.detail.nationwide ? `, ${t('nationwide')}` : one.detail.coverage_cities === null ? '' : `, ${format.coverage(one.detail.coverage_cities)}`, one.detail.due_by === null ? '' : `, ${t('due {day}', { day: format.day(one.detail.due_by) })}`, ' · ', h('span', { lang: 'en' }, one.headline), ' ', sourceChip(page, one)))))),
    h('p', {}, h('a', { href: href(page, path('/technology/{}', promise.technology)) }, t('The race'))),
    signals.length === 0 ? null : section('open-head', t('Signals'), h('ol', { class: 'signals' }, signals.map(signal => signalRow(page, signal)))));
}

/** First due, moved, today; an overdue stretch is drawn as such. */
function line(page, promise, promises) {
  const dues = [...new Set([promise.first_due_by, ...promises.map(one => one.detail.due_by), promise.due_by])].sort();
  const days = [...dues, ...promises.map(one => one.published_at.slice(0, 10)), page.day].sort();
  return chart('line', {
    title: t('When it was due'), subtitle: t('○ due; ● due now; line: today'),
    build: width => {
      const x = day => 40 + (format.daysBetween(days[0], day) / Math.max(1, format.daysBetween(days[0], days[days.length - 1]))) * (width - 100);
      return {
        height: 66,
        parts: [s('path', { class: 'lane', d: `M40 24H${width - 60}` }),
          promise.status === 'OVERDUE' ? s('path', { class: 'overdue', d: `M${x(promise.due_by)} 24H${x(page.day)}` }) : null,
          s('path', { class: 'today-line', d: `M${x(page.day)} 8V40` }),
          dues.map((day, i) => [s('circle', { class: day === promise.due_by ? 'due now' : 'due', 'data-slot': i, cx: x(day), cy: 24, r: 6 }), label(Math.max(40, Math.min(width - 60, x(day))), 56, format.day(day), { 'text-anchor': 'middle', class: 'tick' })])],
        slots: dues.map(day => ({ x: x(day), y: 24, text: [t('due {day}', { day: format.day(day) })] })),
      };
    },
  });
}
