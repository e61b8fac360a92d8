// What a statement says, in a line.

import * as format from './format.js';
import { isChinese, t } from './i18n.js';
import * as words from './words.js';

const join = parts => parts.filter(Boolean).join(isChinese() ? '，' : ', ');

/** The period of a sales statement. */
export function periodOf(one) {
  switch (one.granularity) {
    case 'MONTH': return format.longMonth(one.period_start.slice(0, 7));
    case 'QUARTER': return format.period(`${one.period_start.slice(0, 4)}-Q${Math.ceil(Number(one.period_start.slice(5, 7)) / 3)}`);
    case 'WEEK': return t('week from {day}', { day: format.day(one.period_start) });
    case 'SPAN': return t('{from} to {to}', { from: format.day(one.period_start), to: format.day(one.period_end) });
    default: return format.day(one.period_start);
  }
}

export function statementText(one) {
  if (one.type === 'sales') {
    return join([`${words.measure(one.measure)} ${periodOf(one)}: ${format.figureText(one.units, one.qualifier)}`, one.model, one.region]);
  }
  if (one.type === 'capacity') {
    return t('Capacity of {plant}: {n} a month from {day}', { plant: one.plant, n: format.count(one.units_per_month), day: format.day(one.effective_from) });
  }
  return one.headline;
}
