// The chart that proves a signal: months for what is sold, the year for targets, the race for technology.

import * as api from './api.js';
import { monthsChart } from './chart-months.js';
import { yearChart } from './chart-year.js';
import { raceChart } from './chart-race.js';
import { t } from './i18n.js';
import { beganOn } from './components.js';
import * as words from './words.js';

const YEAR_RULES = new Set(['TARGET_AHEAD', 'TARGET_AT_RISK', 'TARGET_MISSED', 'TARGET_CUT']);
const MONTHS = 36;

/** What the chart needs. */
export async function loadChart(page, signal) {
  const asOf = { as_of: page.asOf };
  if (signal.technology) {
    const [race, commitments] = await Promise.all([optional(api.get(`/technologies/${encodeURIComponent(signal.technology)}`, asOf)), api.list('/commitments', asOf)]);
    return race ? { race, commitments: commitments.filter(one => one.technology === signal.technology) } : null;
  }
  const brand = `/brands/${encodeURIComponent(signal.brand)}`;
  if (YEAR_RULES.has(signal.rule)) {
    const year = /\/(\d{4})/.exec(signal.subject)?.[1] ?? null;
    const now = await optional(api.get(`${brand}/year`, { year, ...asOf }));
    const before = now ? await Promise.all([1, 2].map(back => optional(api.get(`${brand}/year`, { year: now.year - back, ...asOf })))) : [];
    return now ? { years: [now, ...before.filter(Boolean)] } : null;
  }
  const months = await optional(api.get(`${brand}/months`, { limit: MONTHS, model: signal.model, ...asOf }));
  return months ? { months } : null;
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

/** The chart of what {@link loadChart} found; null if that is nothing. */
export function leadChart(id, page, signal, found, controls = null) {
  if (!found) {
    return controls;
  }
  if (found.race) {
    return raceChart(id, page, { technology: signal.technology, ...found, chosen: signal.brand, controls });
  }
  const name = [words.brand(signal.brand), signal.model].filter(Boolean).join(' ');
  if (found.years) {
    return yearChart(id, { years: found.years, title: t('{name}: {year} against its target', { name, year: String(found.years[0].year) }), subtitle: t('deliveries since January, vehicles'), controls });
  }
  return monthsChart(id, page, { months: found.months, brand: signal.brand, model: signal.model, title: t('{name}: deliveries a month', { name }), subtitle: t('vehicles'), signals: [{ severity: signal.severity, began: beganOn(signal) }], controls });
}
