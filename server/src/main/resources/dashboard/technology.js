// The technology race: who stands at which stage.

import { h, unseen } from './dom.js';
import * as format from './format.js';
import * as api from './api.js';
import { href } from './router.js';

const STAGES = ['ANNOUNCED', 'CLOSED_BETA', 'PUBLIC_BETA', 'LIMITED_ROLLOUT', 'FULL_ROLLOUT'];

export async function load(page) {
  return { market: await api.get('/market', { as_of: page.asOf }) };
}

export const title = () => 'Technology race';

export function render(page, data) {
  const technologies = Object.entries(data.market.technologies).sort(([a, one], [b, other]) =>
    Object.keys(other.brands).length - Object.keys(one.brands).length || a.localeCompare(b));
  return h('div', {},
    h('div', { class: 'head' }, h('h1', {}, 'Technology race'),
      h('p', { class: 'quiet' }, 'Each brand at the highest stage that a source states. A gap is how long another brand has been ahead.')),
    technologies.length === 0 ? h('p', { class: 'empty' }, 'Nothing is known of any technology.') : h('div', { class: 'races' }, technologies.map(([name, race]) => raceOf(page, name, race))));
}

function raceOf(page, name, race) {
  const id = `race-${name}`;
  const by = stage => Object.entries(race.brands).filter(([, brand]) => brand.stage === stage)
    .sort(([a, one], [b, other]) => (one.stage_since ?? '').localeCompare(other.stage_since ?? '') || a.localeCompare(b));
  const waiting = by(null);
  return h('section', { class: 'race', 'data-key': name, 'aria-labelledby': id },
    h('div', { class: 'race-head' },
      h('h2', { id }, format.words(name)),
      h('dl', { class: 'facts' },
        h('div', {}, h('dt', {}, 'Frontier'), h('dd', {}, race.frontier_stage === null ? format.unknown() : format.words(race.frontier_stage))),
        h('div', {}, h('dt', {}, 'Leaders'), h('dd', {}, race.leaders.length === 0 ? format.unknown() : race.leaders.join(', '))),
        h('div', {}, h('dt', {}, 'Price floor'), h('dd', {}, race.price_floor_cny === null ? format.unknown() : `${format.price(race.price_floor_cny)}, ${race.price_floor_brand}`)),
        h('div', {}, h('dt', {}, 'In the news, 90 days'), h('dd', {}, format.count(race.active_brands), race.active_brands === 1 ? ' brand' : ' brands')))),
    h('ol', { class: 'stages' }, STAGES.map(stage => {
      const brands = by(stage);
      return h('li', { class: `stage ${stage === race.frontier_stage ? 'is-frontier' : ''} ${brands.length === 0 ? 'is-empty' : ''}` },
        h('h3', {}, format.words(stage), stage === race.frontier_stage ? h('span', { class: 'tag' }, 'frontier') : null),
        brands.length === 0 ? h('p', { class: 'quiet none' }, h('span', { 'aria-hidden': 'true' }, '–'), unseen('no brand'))
          : h('ul', {}, brands.map(([brand, own]) => contender(page, brand, own))));
    })),
    waiting.length === 0 ? null : h('p', { class: 'quiet fine' }, 'Promised, nothing stated yet: ', waiting.map(([brand], i) => [i > 0 ? ', ' : null, h('a', { href: href(page, `/brands/${encodeURIComponent(brand)}`) }, brand)])));
}

function contender(page, brand, own) {
  const facts = [
    own.stage_since === null ? null : `since ${format.day(own.stage_since)}`,
    own.coverage === null ? null : format.coverage(own.coverage),
  ].filter(Boolean);
  return h('li', { 'data-key': brand },
    h('a', { href: href(page, `/brands/${encodeURIComponent(brand)}`) }, brand),
    own.gap_stages > 0 ? h('span', { class: 'gap' }, `${own.gap_stages} behind, ${format.days(own.gap_days)}`) : null,
    h('span', { class: 'quiet' }, facts.join(', ')));
}
