// What people call things: brands by the table of aliases, technologies, stages, rules, measures and metrics.

import * as api from './api.js';
import { has, isChinese, t } from './i18n.js';

const HAN = /^\p{Script=Han}+$/u;
let names = new Map();

/** Asks for the brands' names, once. */
export async function loadNames() {
  names = new Map((await api.get('/names')).map(entry => [entry.brand, entry]));
}

/** A brand's name; in Chinese the first of its names that is Chinese. */
export function brand(slug) {
  const entry = names.get(slug);
  return (isChinese() ? entry?.aliases.find(alias => HAN.test(alias)) : null) ?? entry?.name ?? slug;
}

const TECHNOLOGIES = {
  CITY_NOA: 'city driving', HIGHWAY_NOA: 'highway driving', END_TO_END: 'end-to-end driving', MAPLESS_NOA: 'mapless driving', VLM: 'vision-language model',
  VLA: 'vision-language-action model', PARKING_TO_PARKING: 'parking to parking', L3: 'L3', L4: 'L4',
};
const STAGES = { ANNOUNCED: 'announced', CLOSED_BETA: 'closed beta', PUBLIC_BETA: 'public beta', LIMITED_ROLLOUT: 'limited rollout', FULL_ROLLOUT: 'full rollout' };
const TIERS = { OFFICIAL: 'company', ASSOCIATION: 'association', REGISTRATION: 'registrations', MEDIA: 'press' };
const MEASURES = {
  DELIVERIES: 'Deliveries', WHOLESALE: 'Wholesale', RETAIL: 'Retail', REGISTRATIONS: 'Registrations', EXPORTS: 'Exports', OUTPUT: 'Output', ORDERS: 'Orders',
  PREORDERS: 'Pre-orders', CANCELLATIONS: 'Cancellations', BACKLOG: 'Open orders', CAPACITY: 'Capacity', TARGET: 'Target', LEAD_TIME_QUOTE: 'Quoted wait',
};
const RULES = {
  DELIVERY_BOTTLENECK: 'Delivery bottleneck', TARGET_AHEAD: 'Target ahead', TARGET_AT_RISK: 'Target at risk', TARGET_MISSED: 'Target missed', TARGET_CUT: 'Target cut',
  DELIVERIES_SURGE: 'Deliveries surge', DELIVERIES_SLUMP: 'Deliveries slump', DEMAND_SUSTAINED: 'Demand lasts', DEMAND_FADING: 'Demand fades', GROWTH_LEADER: 'Fastest growth',
  CAPABILITY_GAP: 'Technology gap', COVERAGE_GAP: 'Coverage gap', RACE_SURGE: 'Race speeds up', COMMITMENT_OVERDUE: 'Promise overdue', COMMITMENT_SLIPPED: 'Promise delayed',
  DATA_GAP: 'Figures missing', FIGURE_LATE: 'Figure late', SOURCE_CONFLICT: 'Sources disagree', FIGURE_IMPLAUSIBLE: 'Figure implausible', SUM_MISMATCH: 'Figures do not add up',
  PARTS_EXCEED: 'Models exceed the brand', CHANNEL_STOCK: 'Dealers stock up',
};
const STATUSES = { KEPT: 'kept', KEPT_LATE: 'kept late', OVERDUE: 'overdue', PENDING: 'pending', MET: 'met', MISSED: 'missed', OPEN: 'open', UNKNOWN: 'unknown' };
const OUTCOMES = { COUNTS: 'counts', SUPERSEDED: 'superseded', OUTRANKED: 'outranked', RETRACTED: 'retracted' };
const GRANULARITIES = { DAY: 'day', WEEK: 'week', MONTH: 'month', QUARTER: 'quarter', SPAN: 'stretch of days' };
const KINDS = { REORGANISATION: 'Reorganisation', HIRING: 'Hiring', INVESTMENT: 'Investment', PARTNERSHIP: 'Partnership', LAUNCH: 'Launch', MILESTONE: 'Milestone' };
const SEVERITIES = { CRITICAL: 'Critical', WARNING: 'Warning', INFO: 'Info' };
const METRICS = {
  capacity_utilisation: 'Capacity used', brand_capacity_utilisation: 'Capacity used by the brand', lead_time_weeks: 'Waiting time, weeks', lead_time_quoted_weeks: 'Quoted wait, weeks',
  lead_time_implied_weeks: 'Wait by open orders, weeks', book_to_bill: 'Orders per delivery', deliveries: 'Deliveries', order_backlog: 'Open orders', capacity: 'Capacity a month',
  brand_capacity: 'Capacity a month', target: 'Target', target_initial: 'First target', target_probability: 'Chance of the target', forecast_year: 'Expected for the year',
  forecast_low: 'Expected at least', forecast_high: 'Expected at most', ytd_deliveries: 'Delivered this year', run_rate: 'Three-month average', projected_year: 'At the present rate',
  target_reach_month: 'Target reached in', target_reach_year: 'Year in which the target is reached', target_reach_month_number: 'Month in which the target is reached', reference_year: 'Year', deliveries_like_for_like: 'Change, like for like', deliveries_mom: 'Change on the month before',
  deliveries_yoy: 'Change on the year before', previous_deliveries: 'Month before', deliveries_year_before: 'Same month a year before', growth: 'Growth in three months',
  growth_rank: 'Rank by growth', three_months_deliveries: 'Last three months', three_months_before_deliveries: 'Three months before', ranked_brands: 'Brands ranked', ranked_brands_month_before: 'Brands ranked the month before',
  gap_stages: 'Stages behind', gap_days: 'Days behind', stage: 'Stage', frontier_stage: 'Furthest stage', leaders: 'Furthest', coverage_cities: 'Cities', others_nationwide: 'Others nationwide',
  nationwide_brands: 'Nationwide', active_brands: 'Brands with news', status: 'Status', days_past_due: 'Days overdue', due_by: 'Due by', first_due_by: 'First due by', coverage: 'Coverage',
  slips: 'Delays', days_without_next_month: 'Days since the next month ended', brand_days_without_next_month: 'Days since the next month ended', reference_month: 'Latest month', next_figure_due: 'Next figure due',
  usual_lag_days: 'Usual delay, days', days_past_figure_due: 'Days late', conflict_month: 'Month in doubt', conflict_ratio: 'Difference', implausible_month: 'Month in doubt',
  implausible_factor: 'Factor', mismatch_period: 'Period in doubt', mismatch_units: 'Difference', parts_month: 'Month in doubt', parts_excess: 'Excess of the models',
  channel_stock_change_months: 'Stock taken on, months', months_on_sale: 'Months on sale', demand_persistence: 'Orders to their best', deliveries_to_peak: 'Deliveries to their best',
  reference_month_number: 'Month of the year', projected_qualifier: 'Exactness', demand_qualifier: 'Exactness', months_known: 'Months known', first_units: 'First target', units: 'Target', actual: 'Delivered',
  attainment: 'Share of the target', reported_units: 'Reported target', cut: 'Times cut', days_since_period_end: 'Days since the period ended', missing_month: 'Month missing', ended_from: 'Figures end in',
  growth_over_two_months: 'Change in two months', three_months_to_year_before: 'Three months to a year before', days_since_market_month: 'Days since the month ended', days_without_market_next_month: 'Days since the next month ended',
  deliveries_qualifier: 'Exactness', ytd_qualifier: 'Exactness this year', target_attainment: 'Share of the target', target_revisions: 'Times the target changed', market_share: 'Market share', rank: 'Rank',
  orders: 'Orders', mtd_deliveries: 'Month so far', quarter: 'Quarter', quarter_deliveries: 'Deliveries of the quarter', quarter_qualifier: 'Exactness of the quarter', quarter_yoy: 'Quarter on a year before',
  run_rate_qualifier: 'Exactness of the average', conflict: 'Sources disagree',
};

const named = table => key => (key in table ? t(table[key]) : plain(key));

/** A name that no table has, in words. */
function plain(name) {
  const text = name.replaceAll('_', ' ').toLowerCase();
  return has(text) ? t(text) : text;
}

export const technology = named(TECHNOLOGIES);
export const stage = named(STAGES);
export const tier = named(TIERS);
export const measure = named(MEASURES);
export const rule = named(RULES);
export const status = named(STATUSES);
export const outcome = named(OUTCOMES);
export const granularity = named(GRANULARITIES);
export const kind = named(KINDS);
export const severity = named(SEVERITIES);
export const metric = named(METRICS);
export const ALL_MEASURES = Object.keys(MEASURES).slice(0, 10);
export const ALL_RULES = Object.keys(RULES);
export const ALL_STAGES = Object.keys(STAGES);

export const capital = text => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The subject of a signal in words: "Xiaomi SU7", "Xiaomi, end-to-end driving". */
export function subject(signal) {
  if (!signal.brand) {
    return capital(technology(signal.technology ?? signal.subject));
  }
  const more = signal.model ? signal.model : signal.technology ? technology(signal.technology) : null;
  return signal.model ? `${brand(signal.brand)} ${more}` : more ? `${brand(signal.brand)}, ${more}` : brand(signal.brand);
}

const KNOWN_HOSTS = new Map([['cnevpost.com', 'CnEVPost'], ['cleantechnica.com', 'CleanTechnica']]);

/** The host a statement was read at. */
export function host(url) {
  try {
    const name = new URL(url).hostname.replace(/^www\./, '');
    return KNOWN_HOSTS.get(name) ?? name;
  } catch {
    return null;
  }
}

/** Who says something: a brand's own source by the brand's name. */
export const publisher = source => (names.has(source) ? brand(source) : has(`source:${source}`) && isChinese() ? t(`source:${source}`) : SOURCES[source] ?? source);
const SOURCES = { cpca: 'CPCA', caam: 'CAAM', press: 'Press' };
