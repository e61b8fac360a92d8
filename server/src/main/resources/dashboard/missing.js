// An address that there is not.

import { Problem } from './api.js';
import { t } from './i18n.js';

export async function load() {
  throw new Problem(404, t('There is no page at this address.'));
}

export const title = () => t('Not found');
export const render = () => null;
