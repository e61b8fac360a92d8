// News besides figures: organisation, launches, milestones, the newest first.

import { h } from './dom.js';
import { sourceChip } from './components.js';
import * as format from './format.js';
import { href, path } from './router.js';
import * as words from './words.js';

/** What kind of news a statement is. */
export const kindOf = statement => (statement.detail.type === 'launch' ? 'LAUNCH' : statement.detail.type === 'technology_milestone' ? 'MILESTONE' : statement.detail.kind);

/** The day of a piece of news: when it became true, else when it was said. */
export const dayOf = statement => statement.occurred_on ?? statement.published_at.slice(0, 10);

const shown = statement => statement.outcome !== 'RETRACTED';

/** A line a piece of news. */
export function newsRows(page, statements, withBrand = true, limit = Infinity) {
  return h('ul', { class: 'news' }, [...statements].sort((a, b) => dayOf(b).localeCompare(dayOf(a)) || b.published_at.localeCompare(a.published_at)).slice(0, limit).map(one => h('li', { 'data-key': one.event_id },
    h('span', { class: 'quiet fixed' }, format.day(dayOf(one))),
    h('span', {}, withBrand ? [h('a', { href: href(page, path('/brands/{}', one.brand)) }, h('b', {}, words.brand(one.brand))), ' '] : null, h('span', { class: 'tag' }, words.kind(kindOf(one))), ' ',
      shown(one) ? h('span', { lang: 'en' }, one.headline) : h('s', { lang: 'en' }, one.headline), ' ', sourceChip(page, one)))));
}
