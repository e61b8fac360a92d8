// One refused event: why, as received, and putting it right. Nothing is published before the reader says so.

import { h } from './dom.js';
import * as api from './api.js';
import { refresh, reload } from './app.js';
import { section } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { KINDS, place, why } from './refused.js';
import { href, path } from './router.js';

const DONE = { repaired: 'Put right', replayed: 'Fed again', dismissed: 'Dismissed' };

export const load = async page => ({ letter: await api.get(`/dead-letters/${encodeURIComponent(page.params.id)}`) });

export const title = ({ letter }) => t('Refused: {place}', { place: place(letter) });

export function render(page, data) {
  const { letter } = data;
  return h('article', {},
    h('p', { class: 'kicker quiet' }, h('a', { href: href(page, '/refused') }, t('Refused')), ' · ', t(KINDS[letter.kind]), ' · ', format.day(letter.time), ' · ', letter.state === 'open' ? t('Waiting') : t(DONE[letter.state])),
    h('h1', { class: 'breaks' }, place(letter)),
    h('p', { class: 'detail', id: 'why' }, why(letter)),
    outcome(page, data),
    letter.state === 'open' ? repair(letter, data) : null,
    section('received-head', t('As received'), letter.content === null ? h('p', { class: 'quiet' }, t('{n} bytes that are no text.', { n: format.count(letter.bytes) })) : h('pre', { tabindex: 0, 'aria-label': t('As received') }, letter.content)));
}

/** What came of the last try. */
function outcome(page, { told }) {
  if (!told) {
    return null;
  }
  return h('p', { class: told.bad ? 'note-box is-warning' : 'note-box', role: told.bad ? 'alert' : 'status', id: 'told' }, told.bad ? h('span', { lang: 'en' }, told.text) : told.text,
    told.event ? [' ', h('a', { href: href(page, path('/statements/{}', told.event)) }, t('Open the statement'))] : null);
}

function repair(letter, { told }) {
  const fields = Object.entries(letter.fields);
  if (letter.field && !(letter.field in letter.fields) && fields.length > 0) {
    fields.push([letter.field, '']);
  }
  const input = ([name, value]) => {
    const wrong = name === (told?.field ?? letter.field);
    return h('p', { 'data-key': name }, h('label', { for: `field-${name}` }, name), h('input', { id: `field-${name}`, name, value, 'data-field': true, maxlength: 2000, 'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong ? 'why' : null }));
  };
  const buttons = publish => h('p', {}, h('button', { type: 'submit', class: 'button' }, t('Try')), h('button', { type: 'button', class: 'button', 'data-action': publish }, t('Publish')));
  return section('repair-head', t('Put it right'),
    fields.length === 0 ? h('p', { class: 'quiet' }, t('It has no fields to set; write the event anew.')) : h('form', { class: 'fields wide', id: 'repair', 'data-submit': 'try-fields' }, fields.map(input),
      h('p', {}, h('input', { id: 'more-name', 'aria-label': t('Another field'), placeholder: t('Another field') }), h('input', { id: 'more-value', 'aria-label': t('Its value'), placeholder: t('Its value') })),
      buttons('publish-fields')),
    h('details', { open: fields.length === 0, 'data-keep': true }, h('summary', {}, t('Write the event anew')),
      h('form', { id: 'anew', 'data-submit': 'try-event' }, h('p', {}, h('label', { for: 'event' }, t('The event as JSON'))), h('textarea', { id: 'event', rows: 8, spellcheck: 'false' }, letter.kind === 'json' ? letter.content : ''), buttons('publish-event'))),
    h('p', {}, h('button', { type: 'button', class: 'button', id: 'dismiss', 'data-action': 'dismiss' }, t('Dismiss')), ' ', h('span', { class: 'quiet fine' }, t('Nothing is published, and it is listed no more.'))));
}

/** The fields that the reader changed, as the API takes them. */
function changed(letter) {
  const values = {};
  for (const input of document.querySelectorAll('[data-field]')) {
    if (input.value !== (letter.fields[input.name] ?? '')) {
      values[input.name] = input.value;
    }
  }
  const more = document.getElementById('more-name').value.trim();
  if (more) {
    values[more] = document.getElementById('more-value').value;
  }
  return { fields: values };
}

function written() {
  const text = document.getElementById('event').value;
  try {
    return { event: JSON.parse(text) };
  } catch {
    throw new api.Problem(400, 'the event is no JSON');
  }
}

async function send(data, to, body, said) {
  try {
    const answer = await api.post(`/dead-letters/${encodeURIComponent(data.letter.id)}${to}`, body());
    data.told = { text: t(said), event: to === '/repair' ? answer.event_id : null };
    if (answer.result !== 'accepted') {
      data.letter = await api.get(`/dead-letters/${encodeURIComponent(data.letter.id)}`);
    }
  } catch (error) {
    if (!(error instanceof api.Problem)) {
      throw error;
    }
    if (error.status === 409) {
      reload();
    }
    data.told = { text: error.detail, bad: true, field: error.body?.field };
  }
  refresh();
}

const TRY = '/repair?dry_run=true';

export const actions = {
  'try-fields': (page, form, data) => send(data, TRY, () => changed(data.letter), 'It would be accepted.'),
  'publish-fields': (page, button, data) => send(data, '/repair', () => changed(data.letter), 'Published.'),
  'try-event': (page, form, data) => send(data, TRY, written, 'It would be accepted.'),
  'publish-event': (page, button, data) => send(data, '/repair', written, 'Published.'),
  dismiss: (page, button, data) => send(data, '/dismissal', () => ({}), 'Dismissed.'),
};
