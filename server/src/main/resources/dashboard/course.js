// Signals of the past that a pipeline fed years at once never saw: the alerts of a day, worked out anew, tell of them.

import * as api from './api.js';

let course = null;
let asked = null;

const nameOf = alert => `${alert.rule}\n${alert.subject}`;

/** Asks once: what opens from then on is seen on its day. Asked again only where there was no answer. */
export function loadCourse(day) {
  asked ??= ask(day);
  return asked;
}

async function ask(day) {
  try {
    const alerts = await api.list('/alerts', { status: 'all', as_of: day });
    course = new Map(alerts.map(alert => [nameOf(alert), alert]));
  } catch (error) {
    if (!(error instanceof api.Problem)) {
      throw error;
    }
    asked = null;
  }
}

/** Alerts as the pipeline tells them, each with `since`: when it began, and those of the past that it never saw. */
export function withCourse(alerts, present, belongs = () => false) {
  const seen = new Set(alerts.map(nameOf));
  const known = alerts.map(sinceBegan);
  const unseen = present && course ? [...course.values()].filter(alert => alert.status === 'RESOLVED' && !seen.has(nameOf(alert)) && belongs(alert)) : [];
  return [...known, ...unseen.map(sinceBegan)];
}

function sinceBegan(alert) {
  return { ...alert, since: alert.began_on ?? alert.opened_at };
}
