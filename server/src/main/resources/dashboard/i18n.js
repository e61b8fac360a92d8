// The language of the page. English is the key; a dictionary gives the other language's words for it. What a dictionary
// lacks is reported to the console, where the browser tests read it.

import zh from './zh.js';

const KEPT = 'bellwether.language';
const DICTIONARIES = { en: null, 'zh-Hans': zh };

/** The languages of the page, and what each calls itself. */
export const LANGUAGES = { en: 'English', 'zh-Hans': '中文' };

let language = 'en';

/** The language now. */
export const current = () => language;
export const isChinese = () => language === 'zh-Hans';

/** The locale of numbers and dates: the reader's own kind of English, where they read English. */
export function locale() {
  return isChinese() ? 'zh-Hans-CN' : (navigator.languages ?? []).find(name => name.startsWith('en')) ?? 'en-GB';
}

/** Chooses by the address, else by what was chosen before, else by what the reader's browser says. */
export function choose(given) {
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // No storage: the browser's language.
  }
  language = [named(given), named(kept), ...(navigator.languages ?? []).map(named)].find(Boolean) ?? 'en';
  document.documentElement.lang = language;
}

/** Keeps a language for the next visit. */
export function keep(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // No storage: it holds until the page is left.
  }
}

function named(text) {
  return !text ? null : /^zh/i.test(text) ? 'zh-Hans' : /^en/i.test(text) ? 'en' : null;
}

/** A text in the reader's language, with what stands in braces replaced. */
export function t(text, values) {
  const dictionary = DICTIONARIES[language];
  let found = text;
  if (dictionary) {
    found = dictionary[text];
    if (found === undefined) {
      console.error(`no ${language} for: ${text}`);
      found = text;
    }
  }
  return values ? found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : found;
}

/** A text that has a number in it, `{n}`: one form for one, another for more. */
export function tn(number, one, more, values = {}) {
  const n = new Intl.NumberFormat(locale()).format(number);
  return t(number === 1 && !isChinese() ? one : more, { n, ...values });
}

/** Whether the dictionary has a text; for names that data bring. */
export const has = text => !DICTIONARIES[language] || text in DICTIONARIES[language];
