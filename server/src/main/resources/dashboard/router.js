// The address says which view it is, of which day, and what is chosen: it can be shared, and the way back works.

const SEVERITY = /^(CRITICAL|WARNING|INFO)$/;

/** What an address means. */
export function read(location) {
  const query = new URLSearchParams(location.search);
  const asOf = query.get('as_of');
  const parts = location.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  return {
    view: parts[0] === 'brands' && parts.length === 2 ? 'brand' : parts[0] ?? 'signals',
    subject: parts[1] ?? null,
    asOf: asOf !== null && /^\d{4}-\d{2}-\d{2}$/.test(asOf) && !Number.isNaN(Date.parse(asOf)) ? asOf : null,
    severities: new Set((query.get('severity') ?? '').split(',').filter(name => SEVERITY.test(name))),
    brand: query.get('brand'),
    measure: query.get('measure') ?? 'DELIVERIES',
    sort: sort(query.get('sort')),
  };
}

function sort(text) {
  return text ? { id: text.replace(/^-/, ''), down: text.startsWith('-') } : { id: 'deliveries', down: true };
}

/** Another view of the same day. */
export function href(page, path) {
  return page.asOf === null ? path : `${path}?as_of=${page.asOf}`;
}

/** The address of this page with some of it otherwise; null leaves out. */
export function withQuery(location, changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString().replaceAll('%2C', ',');
  return `${location.pathname}${text ? `?${text}` : ''}`;
}
