// The story: the article of 11 November 2024 in eleven statements, each beside what was known on that day and what
// became of it. The verdicts are an editor's; the figures beside them are the API's, of the day that the step names.

import { h, unseen } from './dom.js';
import * as api from './api.js';
import { go } from './app.js';
import { monthsChart } from './chart-months.js';
import { yearChart } from './chart-year.js';
import { raceChart } from './chart-race.js';
import { empty, section, signalRow, table } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { path } from './router.js';
import { ARTICLE_DAY, STEPS } from './story-steps.js';
import * as words from './words.js';

const stepOf = page => Math.min(STEPS.length, Math.max(1, Number(page.params.step) || 1));

export async function load(page) {
  const number = stepOf(page);
  const step = STEPS[number - 1];
  const day = page.today !== null && step.day > page.today ? page.today : step.day;
  const asOf = { as_of: day };
  const brand = step.brand ? `/brands/${encodeURIComponent(step.brand)}` : null;
  const [signals, shown] = await Promise.all([
    step.rule ? api.get('/signals', { brand: step.brand, technology: step.technology, rule: step.rule, limit: 4, ...asOf }) : { signals: [] },
    found(step, brand, asOf),
  ]);
  return { number, step, day, signals: signals.signals, shown };
}

async function found(step, brand, asOf) {
  try {
    switch (step.show) {
      case 'months': return await api.get(`${brand}/months`, { limit: 24, ...asOf });
      case 'year': return [await api.get(`${brand}/year`, asOf)];
      case 'race': return { race: await api.get(`/technologies/${step.technology}`, asOf), market: await api.get('/market', asOf), commitments: (await api.list('/commitments', asOf)).filter(one => one.technology === step.technology) };
      case 'growth': return await api.get('/market', asOf);
      default: return await api.list('/statements', { brand: step.brand, type: step.type, to: asOf.as_of, ...asOf });
    }
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

export const title = () => t('The story');

const VERDICTS = { borne: 'borne out', ahead: 'ahead of the data', against: 'contradicted', partly: 'partly borne out' };

export function render(page, { number, step, day, signals, shown }) {
  const to = at => `${path('/story/{}', String(at))}${page.lang ? `?lang=${page.lang}` : ''}`;
  return h('div', { class: 'story' },
    h('nav', { class: 'pager', 'aria-label': t('Steps') },
      number > 1 ? h('a', { href: to(number - 1), rel: 'prev' }, t('‹ Previous')) : null,
      h('span', {}, t('{from} of {total}', { from: format.count(number), total: format.count(STEPS.length) })),
      number < STEPS.length ? h('a', { href: to(number + 1), rel: 'next' }, t('Next ›')) : null),
    h('div', { class: 'columns' },
      h('div', {},
        h('p', { class: 'kicker quiet' }, t('What the article of {day} says', { day: format.longDay(ARTICLE_DAY) })),
        h('h1', { class: 'quote' }, t(step.says)),
        h('p', { class: 'verdict' }, h('b', {}, t(VERDICTS[step.verdict])), ' · ', t(step.note))),
      h('div', {},
        section('shown-head', t('What was known on {day}', { day: format.longDay(day) }), shown === null || shown.length === 0 ? empty(t('Nothing of it is known here.')) : figure({ ...page, asOf: day, day }, step, shown)),
        signals.length === 0 ? null : section('open-head', t('Signals'), h('ol', { class: 'signals tight' }, signals.map(signal => signalRow({ ...page, asOf: day }, signal)))))),
    h('ol', { class: 'steps' }, STEPS.map((one, i) => h('li', {}, h('a', { href: to(i + 1), 'aria-current': i + 1 === number ? 'step' : null }, t(one.says)), ' ', h('span', { class: 'tag' }, t(VERDICTS[one.verdict]))))));
}

function figure(page, step, shown) {
  const name = step.brand ? words.brand(step.brand) : null;
  switch (step.show) {
    case 'months': return monthsChart('story', page, { months: shown, brand: step.brand, title: t('{name}: deliveries a month', { name }), subtitle: t('vehicles') });
    case 'year': return yearChart('story', { years: shown, title: t('{name}: deliveries since January', { name }), subtitle: t('vehicles') });
    case 'race': return raceChart('story', page, { technology: step.technology, race: shown.race, market: shown.market.technologies[step.technology], commitments: shown.commitments, chosen: step.brand });
    case 'growth': return growth(shown);
    default: return h('ul', { class: 'news' }, [...shown].reverse().slice(0, 8).map(one => h('li', {}, h('span', { class: 'quiet fixed' }, format.day(one.occurred_on ?? one.published_at)), h('a', { href: `${path('/statements/{}', one.event_id)}?as_of=${page.day}`, lang: 'en' }, one.headline))));
  }
}

function growth(market) {
  const ranked = Object.entries(market.brands).filter(([, one]) => one.growth_rank !== null).sort(([, a], [, b]) => a.growth_rank - b.growth_rank);
  return table(t('Growth in three months'), [unseen(t('Rank')), t('Brand'), { text: t('Growth in three months'), class: 'number' }], ranked.map(([brand, one]) => h('tr', {}, h('td', { class: 'quiet' }, one.growth_rank), h('th', { scope: 'row' }, words.brand(brand)), h('td', { class: 'number' }, format.change(one.growth)))));
}

/** ← and → lead from step to step. */
export function after(page) {
  if (page.storyKeys) {
    return;
  }
  page.storyKeys = true;
  document.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (page.page === 'story' && by && !event.target.closest('input, select, .plot')) {
      const at = stepOf(page) + by;
      if (at >= 1 && at <= STEPS.length) {
        go(`${path('/story/{}', String(at))}${page.lang ? `?lang=${page.lang}` : ''}`);
      }
    }
  });
}
