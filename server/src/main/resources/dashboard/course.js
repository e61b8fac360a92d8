// Since when what stands has stood by what was published. A pipeline that is fed years at once tells the day on which it
// saw a signal, not the day on which the signal began; the alerts of that day, worked out anew, tell the latter.

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
  const known = alerts.map(alert => {
    const then = present ? course?.get(nameOf(alert)) : null;
    const same = then && then.status !== 'RESOLVED' && alert.status !== 'RESOLVED' && then.opened_at < alert.opened_at;
    return { ...alert, since: same ? then.opened_at : alert.opened_at };
  });
  const unseen = present && course ? [...course.values()].filter(alert => alert.status === 'RESOLVED' && !seen.has(nameOf(alert)) && belongs(alert)) : [];
  return [...known, ...unseen.map(alert => ({ ...alert, since: alert.opened_at }))];
}
