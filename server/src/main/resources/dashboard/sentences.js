// What a signal says: the first sentence stands alone, the rest proves it.

import { isChinese } from './i18n.js';
import * as words from './words.js';
import zh from './zh-signals.js';

/** {title, detail, lang} of a signal; Chinese where there is a text for its rule and all of its values are known. */
export function sentenceOf(signal) {
  if (isChinese()) {
    const title = zh[signal.rule]?.(valuesOf(signal), words.brand(signal.brand ?? ''), signal);
    if (title) {
      return { title, detail: null, lang: null };
    }
  }
  const end = /[.!?](?=\s+[A-Z0-9])(?<!\b[A-Z]\.)/.exec(signal.message);
  return { title: end ? signal.message.slice(0, end.index + 1) : signal.message, detail: end ? signal.message.slice(end.index + 1).trim() : null, lang: isChinese() ? 'en' : null };
}

function valuesOf(signal) {
  return Object.fromEntries(signal.values.map(({ metric, value }) => [metric, value === 'unknown' ? null : value]));
}

/** A rule in words: what it looks at. */
export const ruleTitle = signal => `${words.rule(signal.rule)}${isChinese() ? '：' : ': '}${words.subject(signal)}`;

