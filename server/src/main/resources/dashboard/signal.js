// One signal: is it so, since when, says who. The day can be dragged: claim, chart and statements become those of it.

import { h } from './dom.js';
import * as api from './api.js';
import { refresh, reload } from './app.js';
import { knownOn } from './chart.js';
import { beganOn, download, evidence, metricValue, section, severity, signalRow, sinceText, table, threshold } from './components.js';
import * as format from './format.js';
import { t } from './i18n.js';
import { href, path } from './router.js';
import { sentenceOf } from './sentences.js';
import { leadChart, loadChart } from './signal-chart.js';
import * as words from './words.js';

const KEPT_NAME = 'bellwether.reader';

export async function load(page) {
  const to = `/alerts/${encodeURIComponent(page.params.id)}`;
  const [life, then] = await Promise.all([optional(api.get(to)), page.asOf === null ? null : optional(api.get(to, { as_of: page.asOf }))]);
  const signal = page.asOf === null ? life?.[life.length - 1] : then?.[0];
  const known = signal ?? life?.[life.length - 1];
  if (!known) {
    // A signal that ended before this pipeline began to watch is known of past days only.
    const past = page.today ? await optional(api.get(to, { as_of: page.today })) : null;
    if (!past) {
      throw new api.Problem(404, t('No signal has this address.'));
    }
    return await rest(page, past[0], page.asOf === null ? past[0] : signal ?? null, []);
  }
  return await rest(page, known, signal ?? null, life ?? []);
}

async function rest(page, known, signal, life) {
  const [days, related, chart] = await Promise.all([
    known.brand ? api.list('/days', { brand: known.brand }) : api.get('/days', { latest: 200 }),
    known.brand ? api.get('/signals', { brand: known.brand, as_of: page.asOf, limit: 10 }) : api.get('/signals', { technology: known.technology, as_of: page.asOf, limit: 10 }),
    loadChart(page, known),
  ]);
  return { known, signal, life, days: days.map(entry => entry.day), related: related.signals.filter(other => other.alert_id !== known.alert_id), chart };
}

async function optional(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

export const title = data => sentenceOf(data.signal ?? data.known).title;

export function render(page, data) {
  const { known, signal, life, days, chart } = data;
  const controls = knownOn(page, days);
  if (!signal) {
    return h('article', { class: 'signal-page' },
      h('p', { class: 'kicker quiet' }, words.rule(known.rule), ' · ', words.subject(known)),
      h('h1', {}, t('On {day} this signal did not stand yet.', { day: format.longDay(page.day) })),
      leadChart('proof', page, known, chart, controls));
  }
  const { title: text, detail, lang } = sentenceOf(signal);
  const ended = signal.status === 'RESOLVED';
  return h('article', { class: 'signal-page', 'data-rule': signal.rule, 'data-subject': signal.subject },
    h('p', { class: 'kicker' }, severity(signal.severity, ended), h('span', { class: 'quiet' }, ' · ', ended ? t('{from} to {to}', { from: format.day(beganOn(signal)), to: format.day(signal.updated_at) }) : sinceText(signal), ' · '),
      h('a', { href: href(page, '/signals', { rule: signal.rule }) }, words.rule(signal.rule)), ' · ',
      signal.brand ? h('a', { href: href(page, path('/brands/{}', signal.brand)) }, words.subject(signal)) : h('a', { href: href(page, path('/technology/{}', signal.technology)) }, words.subject(signal))),
    h('h1', { lang }, text),
    detail ? h('p', { class: 'detail', lang }, detail) : null,
    ended && signal.cause ? h('p', { class: 'detail', lang: 'en' }, signal.cause) : null,
    leadChart('proof', page, signal, chart, controls),
    h('p', { class: 'quiet' }, h('button', { type: 'button', class: 'link', 'data-action': 'copy-address' }, t('Copy link')), ' · ', download(`/api/v1/alerts/${encodeURIComponent(signal.alert_id)}${page.asOf ? `?as_of=${page.asOf}` : ''}`)),
    why(signal),
    section('who-head', t('Who says so'), evidence(page, t('Statements behind this signal'), signal.evidence),
      signal.changed_by.length > 0 ? [h('h3', {}, t('What changed it last')), evidence(page, t('What changed it last'), signal.changed_by)] : null),
    how(signal, life),
    page.asOf === null && !ended && life.length > 0 ? acknowledge(signal, data) : null,
    data.related.length > 0 ? section('related-head', t('Related'), h('ul', { class: 'signals' }, data.related.map(other => signalRow(page, other)))) : null);
}

function why(signal) {
  return section('why-head', t('Why this is a signal'), table(t('What the rule looks at'), [t('Figure'), { text: t('Value'), class: 'number' }, t('The rule asks')], signal.values.map(value => h('tr', {},
    h('th', { scope: 'row' }, words.metric(value.metric)),
    h('td', { class: 'number' }, metricValue(value.metric, value.value)),
    h('td', {}, value.threshold === null ? h('span', { class: 'quiet' }, t('for context')) : threshold(value.metric, value.threshold))))));
}

const STEPS = { OPENED: 'Opened', CHANGED: 'Severity changed', RESOLVED: 'Ended' };

function how(signal, life) {
  const steps = life.length > 0 ? life : [signal];
  const began = beganOn(signal);
  return section('how-head', t('How it went'),
    h('ol', { class: 'dated' },
      steps[0].opened_at.slice(0, 10) > began ? h('li', {}, h('span', { class: 'quiet fixed' }, format.day(began)), h('span', {}, t('Began, by what was published.'))) : null,
      steps.map(step => h('li', {}, h('span', { class: 'quiet fixed' }, format.day(step.updated_at)), h('span', {}, h('b', {}, t(STEPS[step.status])), step.status === 'RESOLVED' ? null : `, ${words.severity(step.severity)}`, step.cause ? h('span', { lang: 'en' }, `: ${step.cause}`) : null)))),
    h('p', { class: 'quiet fine' }, t('Rules: {version}', { version: signal.rule_version })));
}

function acknowledge(signal, { problem }) {
  let name = '';
  try {
    name = localStorage.getItem(KEPT_NAME) ?? '';
  } catch {
    // No storage: the name is typed again.
  }
  return section('seen-head', t('Say that you have seen it'),
    signal.acknowledged ? h('p', { class: 'seen' }, '✓ ', t('Seen by {name} on {day}: {note}', { name: signal.acknowledged.by, day: format.day(signal.acknowledged.at), note: signal.acknowledged.note })) : null,
    h('form', { class: 'fields', 'data-submit': 'acknowledge', id: 'acknowledge' },
      h('p', {}, h('label', { for: 'by' }, t('Name')), h('input', { id: 'by', name: 'by', required: true, maxlength: 200, value: name, autocomplete: 'name' })),
      h('p', {}, h('label', { for: 'remark' }, t('Note')), h('input', { id: 'remark', name: 'remark', required: true, maxlength: 2000 })),
      h('p', {}, h('button', { type: 'submit', class: 'button' }, t('Seen'))),
      problem ? h('p', { class: 'is-warning', role: 'alert' }, problem) : null));
}

const AGAIN_MS = 250;
const TRIES = 40;

export const actions = {
  async acknowledge(page, form, data) {
    const by = form.elements.by.value.trim();
    const note = form.elements.remark.value.trim();
    try {
      localStorage.setItem(KEPT_NAME, by);
    } catch {
      // No storage: the name is typed again.
    }
    try {
      const taken = await api.post(`/alerts/${encodeURIComponent(data.known.alert_id)}/acknowledgement`, { by, note });
      await seen(data.known.alert_id, taken.at);
      form.elements.remark.value = '';
    } catch (error) {
      if (!(error instanceof api.Problem)) {
        throw error;
      }
      data.problem = error.detail;
      refresh();
      return;
    }
    reload();
  },
};

/** The alert shows it a moment later than it is taken. */
async function seen(id, at) {
  for (let i = 0; i < TRIES; i++) {
    const life = await api.get(`/alerts/${encodeURIComponent(id)}`);
    if (life[life.length - 1].acknowledged?.at === at) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
  }
}
