// Add figures: paste rows or choose a file, see what would be accepted, publish.

import { h } from './dom.js';
import * as api from './api.js';
import { refresh } from './app.js';
import { head, section, table } from './components.js';
import * as format from './format.js';
import { t, tn } from './i18n.js';
import { href, path } from './router.js';

const NUMBERS = ['1234.5', '1,234.5', '1.234,5', '1 234,5'];
const SHOWN = 200;
const MOST_BYTES = 1_000_000;
const EXAMPLE = 'type,brand,measure,period_start,granularity,units,source,source_tier,published_at\nsales,xiaomi,DELIVERIES,2024-11-01,MONTH,23156,cpca,ASSOCIATION,2024-12-10\n';

export const load = () => Promise.resolve({ numbers: NUMBERS[0], file: null, receipt: null, told: null, published: false });

export const title = () => t('Add figures');

/** What the page shows now; a file may be dropped on it at any time. */
let current = null;

export function render(page, data) {
  current = data;
  return h('div', {},
    head(t('Add figures'), h('a', { href: href(page, '/refused') }, t('Refused'))),
    h('form', { class: 'block', id: 'add', 'data-submit': 'check' },
      h('p', {}, h('label', { for: 'rows' }, t('Paste rows from a spreadsheet, with their header, or events as JSON'))),
      h('textarea', { id: 'rows', rows: 10, spellcheck: 'false', 'data-input': 'typed', placeholder: EXAMPLE }),
      h('p', { class: 'choose' }, h('label', { for: 'file' }, t('or choose a file, or drop it here')), h('input', { id: 'file', type: 'file', accept: '.csv,.tsv,.txt,.json,.jsonl,.ndjson', 'data-change': 'file' }), data.file ? h('b', {}, data.file.name) : null),
      h('div', { class: 'filters' },
        h('p', {}, h('label', { for: 'numbers' }, t('Numbers are written as')), h('select', { id: 'numbers', 'data-change': 'numbers' }, NUMBERS.map(one => h('option', { value: one, selected: one === data.numbers }, one)))),
        h('p', {}, h('label', { for: 'shared' }, t('What every row shares')), h('input', { id: 'shared', placeholder: 'type=sales,source=cpca', maxlength: 200, 'data-input': 'typed' }))),
      h('p', { class: 'choose' }, h('button', { type: 'submit', class: 'button' }, t('Check')),
        h('button', { type: 'button', class: 'button', id: 'publish', 'data-action': 'publish', disabled: !data.receipt || data.published || data.receipt.accepted === 0 }, data.receipt && !data.published ? tn(data.receipt.accepted, 'Publish {n} event', 'Publish {n} events') : t('Publish')))),
    data.told ? h('p', { class: 'note-box is-warning', role: 'alert', id: 'told' }, h('span', { lang: 'en' }, data.told)) : null,
    data.receipt ? result(page, data) : help());
}

function help() {
  return section('form-head', t('What a row looks like'), h('pre', { tabindex: 0, 'aria-label': t('What a row looks like') }, EXAMPLE),
    h('p', { class: 'quiet' }, t('Delimiters, dates and column order are recognised. Tables with a month a column, and spreadsheet files, are taken by the command line:'), ' ', h('code', {}, 'table suggest'), ', ', h('code', {}, 'ingest table')));
}

const WORDS = { accepted: 'accepted', duplicate: 'known already', refused: 'refused' };

function result(page, { receipt, published }) {
  const counts = ['accepted', 'duplicate', 'refused'].map(name => `${format.count(receipt[name])} ${t(WORDS[name])}`);
  const rows = [...receipt.events].sort((a, b) => (b.result === 'refused') - (a.result === 'refused') || a.index - b.index);
  return section('result-head', published ? t('Published') : t('What would be accepted'),
    h('p', { role: 'status', id: 'counts' }, format.list(counts)),
    published && receipt.refused > 0 ? h('p', {}, h('a', { href: href(page, '/refused', { origin: 'http' }) }, t('Put right what was refused'))) : null,
    table(t('What became of each row'), [{ text: t('Row'), class: 'number' }, t('Result'), t('Why')], rows.slice(0, SHOWN).map(one => h('tr', { 'data-key': String(one.index) },
      h('td', { class: 'number' }, format.count(one.index + 1)),
      h('td', { class: 'fixed' }, published && one.event_id ? h('a', { href: href(page, path('/statements/{}', one.event_id)) }, t(WORDS[one.result])) : t(WORDS[one.result])),
      h('td', { lang: 'en', class: 'breaks' }, one.field ? [h('b', {}, one.field), ': '] : null, one.reason ?? '')))),
    rows.length > SHOWN ? h('p', { class: 'quiet' }, t('The first {n}; those refused come first.', { n: format.count(SHOWN) })) : null);
}

/** The body and its type: JSON by its first character or the file's name, else rows. */
function body(data) {
  const content = data.file ? data.file.bytes : document.getElementById('rows').value;
  const size = data.file ? content.byteLength : new Blob([content]).size;
  if (size === 0) {
    throw new api.Problem(400, 'there are no rows yet');
  }
  if (size > MOST_BYTES) {
    throw new api.Problem(413, 'this is more than 1 MB; the command line takes more: bellwether publish FILE');
  }
  const start = data.file ? new TextDecoder().decode(content.slice(0, 64)) : content.slice(0, 64);
  if (start.startsWith('PK')) {
    throw new api.Problem(400, 'this is a spreadsheet file; save it as CSV, or use: bellwether ingest table FILE');
  }
  const first = start.replace(/^\uFEFF/, '').trimStart()[0];
  return { content, type: first === '[' ? 'application/json' : first === '{' ? 'application/x-ndjson' : 'text/csv' };
}

async function send(data, dryRun) {
  try {
    const { content, type } = body(data);
    const query = new URLSearchParams();
    if (dryRun) {
      query.set('dry_run', 'true');
    }
    const shared = document.getElementById('shared').value.trim();
    if (type === 'text/csv') {
      query.set('number_format', data.numbers);
      if (shared) {
        query.set('set', shared);
      }
    }
    data.receipt = await api.send(`/events?${query}`, content, type);
    data.published = !dryRun;
    data.told = null;
  } catch (error) {
    if (!(error instanceof api.Problem)) {
      throw error;
    }
    data.receipt = error.body?.events ? error.body : null;
    data.published = false;
    data.told = data.receipt ? null : error.detail;
  }
  refresh();
}

async function take(file) {
  const data = current;
  data.file = { name: file.name, bytes: await file.arrayBuffer() };
  data.receipt = null;
  refresh();
}

document.addEventListener('dragover', event => {
  if (event.target.closest?.('#add')) {
    event.preventDefault();
  }
});
document.addEventListener('drop', event => {
  if (event.target.closest?.('#add') && event.dataTransfer.files.length > 0) {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  }
});

export const actions = {
  check: (page, form, data) => send(data, true),
  publish: (page, button, data) => send(data, false),
  file: (page, input) => (input.files.length > 0 ? take(input.files[0]) : null),
  numbers(page, select, data) {
    data.numbers = select.value;
    actions.typed(page, select, data);
  },
  /** What was checked is no longer what would be published. */
  typed(page, input, data) {
    if (input.id === 'rows') {
      data.file = null;
      document.getElementById('file').value = '';
    }
    data.receipt = null;
    data.told = null;
    refresh();
  },
};
