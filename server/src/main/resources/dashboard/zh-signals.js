// Chinese sentences of signals by rule: (values, brand, signal) -> sentence, or null where a value is missing; the
// English message stands then.

import * as format from './format.js';
import * as words from './words.js';

const whole = text => format.count(Number(text));
const share = text => format.percent(Math.abs(Number(text)));
const month = text => format.period(text);
/** The sentence, if all the values that it needs are known. */
const given = (needs, say) => (values, brand, signal) => (needs.every(name => values[name] != null) ? say(values, brand, signal) : null);

export default {
  DELIVERY_BOTTLENECK: given(['lead_time_weeks'], (v, brand, s) => `${brand}${s.model ?? ''}买家需等待${whole(v.lead_time_weeks)}周，工厂已满负荷。`),
  TARGET_AHEAD: given(['target', 'target_reach_month'], (v, brand) => `${brand}将于${month(v.target_reach_month)}达成${whole(v.target)}辆的目标。`),
  TARGET_AT_RISK: given(['target'], (v, brand) => (v.target_probability == null ? `${brand}落后于${whole(v.target)}辆的目标。` : `${brand}达成${whole(v.target)}辆目标的概率为${share(v.target_probability)}。`)),
  TARGET_MISSED: given(['units', 'actual'], (v, brand) => `${brand}未达目标：交付${whole(v.actual)}辆，目标${whole(v.units)}辆。`),
  TARGET_CUT: given(['units', 'first_units'], (v, brand) => `${brand}下调目标：由${whole(v.first_units)}辆改为${whole(v.units)}辆。`),
  DELIVERIES_SURGE: given(['deliveries', 'deliveries_like_for_like'], (v, brand) => `${brand}交付量增长${share(v.deliveries_like_for_like)}，达${whole(v.deliveries)}辆。`),
  DELIVERIES_SLUMP: given(['deliveries'], (v, brand) => `${brand}交付量骤降至${whole(v.deliveries)}辆。`),
  DEMAND_SUSTAINED: (v, brand) => `${brand}的需求持续旺盛。`,
  DEMAND_FADING: (v, brand) => `${brand}的需求正在减弱。`,
  GROWTH_LEADER: given(['growth'], (v, brand) => `${brand}增长最快：三个月增长${share(v.growth)}。`),
  CAPABILITY_GAP: given(['stage', 'frontier_stage'], (v, brand, s) => `${brand}的${words.technology(s.technology)}仅处于${words.stage(v.stage)}阶段，领先者已${words.stage(v.frontier_stage)}。`),
  COVERAGE_GAP: given(['coverage_cities'], (v, brand, s) => `${brand}的${words.technology(s.technology)}仅覆盖${whole(v.coverage_cities)}城，其他品牌已覆盖全国。`),
  RACE_SURGE: given(['active_brands'], (v, brand, s) => `90天内${whole(v.active_brands)}个品牌在${words.technology(s.technology)}上有消息。`),
  COMMITMENT_OVERDUE: given(['due_by'], (v, brand, s) => `${brand}承诺于${month(v.due_by)}的${words.technology(s.technology)}（${words.stage(s.subject.split('/')[2])}）已逾期。`),
  COMMITMENT_SLIPPED: given(['due_by', 'first_due_by'], (v, brand, s) => `${brand}将${words.technology(s.technology)}由${month(v.first_due_by)}推迟至${month(v.due_by)}。`),
  DATA_GAP: given(['reference_month'], (v, brand) => `${month(v.reference_month)}之后没有${brand}的月度数据。`),
  FIGURE_LATE: given(['next_figure_due'], (v, brand) => `${brand}的数据应于${month(v.next_figure_due)}公布，尚未公布。`),
  SOURCE_CONFLICT: given(['conflict_month', 'conflict_ratio'], (v, brand) => `${brand}${month(v.conflict_month)}的两个数字相差${share(v.conflict_ratio)}。`),
  FIGURE_IMPLAUSIBLE: given(['implausible_month'], (v, brand) => `${brand}${month(v.implausible_month)}的数字可疑。`),
  SUM_MISMATCH: given(['mismatch_period'], (v, brand) => `${brand}${month(v.mismatch_period)}的数字前后不符。`),
  PARTS_EXCEED: given(['parts_month', 'parts_excess'], (v, brand) => `${brand}${month(v.parts_month)}各车型之和比品牌多${share(v.parts_excess)}。`),
  CHANNEL_STOCK: given(['channel_stock_change_months'], (v, brand) => `${brand}经销商半年新增库存相当于${format.decimal(Number(v.channel_stock_change_months))}个月销量。`),
};
