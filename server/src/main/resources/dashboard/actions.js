// What the reader does, by name: the frame's own actions here, a page's in its module. An element names its action by
// data-action (pressed), data-change, data-input or data-submit.

import { go, refresh, reload } from './app.js';
import * as i18n from './i18n.js';
import { t } from './i18n.js';
import * as days from './days.js';
import * as search from './search.js';
import * as router from './router.js';
import * as charts from './chart.js';
import { showKeys } from './keys.js';

const OWN = {
  theme() {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    try {
      localStorage.setItem('bellwether.theme', dark ? 'light' : 'dark');
    } catch {
      // No storage: it holds until the page is left.
    }
    refresh();
  },
  language(page, element) {
    const chosen = element.dataset.value;
    i18n.keep(chosen);
    go(router.withQuery(page, { lang: page.lang ? chosen : null }), true);
  },
  show: () => reload(),
  latest: page => go(router.withQuery(page, { as_of: null })),
  day: (page, element) => days.chosen(page, element.dataset.value ?? element.value),
  days: page => days.toggle(page),
  'days-month': (page, element) => days.turn(page, element.dataset.value),
  'days-step': (page, element) => days.step(page, Number(element.dataset.value)),
  keys: () => showKeys(),
  close: () => document.getElementById('dialog').close(),
  print: () => window.print(),
  search: (page, element) => search.typed(page, element.value),
  find: page => search.first(page),
  /** A choice that is part of the address: data-name=data-value, or the element's own name and value. */
  query(page, element) {
    const value = element.dataset.value ?? (element.type === 'checkbox' ? (element.checked ? element.value : null) : element.value);
    go(router.withQuery(page, { [element.dataset.name ?? element.name]: value, after: null }), true);
  },
  'copy-address': () => copy(location.href),
  copy: (page, element) => copy(element.dataset.value),
  'known-when': (page, element) => charts.knownWhen(page, element),
};

/** Does what an element asks for. */
export function onAction(page, name, element, module, data) {
  const action = module?.actions?.[name] ?? OWN[name];
  if (!action) {
    throw new Error(`no action ${name}`);
  }
  action(page, element, data);
}

async function copy(text) {
  const announcer = document.getElementById('announcer');
  try {
    await navigator.clipboard.writeText(text);
    announcer.textContent = t('Copied.');
  } catch {
    announcer.textContent = text;
  }
}

export { copy };
