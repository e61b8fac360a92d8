// The address says which page it is, of which day, in which language, and what is chosen: it can be shared, and the way
// back works. The server answers the same patterns (Dashboard.java); anything else is a page with the status 404.

/** Pattern of the path -> module of the page. */
const ROUTES = [
  ['/', 'today'],
  ['/signals', 'signals'],
  ['/signals/{id}', 'signal'],
  ['/brands', 'brands'],
  ['/brands/{brand}', 'brand'],
  ['/brands/{brand}/models/{model}', 'model'],
  ['/brands/{brand}/months/{month}', 'month'],
  ['/compare', 'compare'],
  ['/technology', 'technology'],
  ['/technology/{technology}', 'race'],
  ['/promises', 'promises'],
  ['/promises/{brand}/{technology}/{stage}', 'promise'],
  ['/targets/{brand}/{period}', 'target'],
  ['/news', 'news'],
  ['/changes', 'changes'],
  ['/sources', 'sources'],
  ['/sources/{source}', 'sources'],
  ['/statements/{id}', 'statement'],
  ['/refused', 'refused'],
  ['/refused/{id}', 'letter'],
  ['/add', 'add'],
  ['/story', 'story'],
  ['/story/{step}', 'story'],
].map(([pattern, page]) => ({ pattern, page, parts: split(pattern) }));

function split(path) {
  return path.split('/').filter(Boolean);
}

/** What an address means; `page` is 'missing' where there is no such page. */
export function read(location) {
  const query = new URLSearchParams(location.search);
  const parts = split(location.pathname).map(decoded);
  const route = ROUTES.find(({ parts: wanted }) => wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]));
  const params = {};
  route?.parts.forEach((part, i) => {
    if (part.startsWith('{')) {
      params[part.slice(1, -1)] = parts[i];
    }
  });
  const asOf = query.get('as_of');
  return { page: route?.page ?? 'missing', path: location.pathname, params, query, asOf, badDay: asOf !== null && !isDay(asOf), lang: query.get('lang') };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether a text is a day that there is. */
export function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The path of a pattern's page: `path('/brands/{}', 'nio')`. */
export function path(pattern, ...values) {
  let i = 0;
  return pattern.replace(/\{\}/g, () => encodeURIComponent(values[i++]));
}

/** The address of another page, of the same day and language. */
export function href(page, to, query = {}) {
  return address(to, { ...query, as_of: 'as_of' in query ? query.as_of : page.asOf, lang: page.lang });
}

/** The address of this page with some of it otherwise; null leaves out. */
export function withQuery(page, changes) {
  return address(page.path, { ...Object.fromEntries(page.query), ...changes });
}

function address(to, query) {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  const text = given.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return `${to}${text ? `?${text}` : ''}`;
}
