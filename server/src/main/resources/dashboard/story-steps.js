// The statements of the article (source heyan-yueche), each with a day on which the data speak of it.

export const ARTICLE_DAY = '2024-11-11';

export const STEPS = [
  { says: 'Xiaomi delivered more than 20,000 cars in October.', verdict: 'borne', note: 'The company said at least 20,000 on 29 October; the passenger-car association counted 20,726 twelve days later.', day: '2024-11-11', show: 'months', brand: 'xiaomi', rule: 'DELIVERIES_SURGE' },
  { says: 'Xiaomi cannot build as many cars as are ordered.', verdict: 'borne', note: 'The plant is rated for 12,500 a month, and buyers are quoted 24 weeks.', day: '2024-11-11', show: 'months', brand: 'xiaomi', rule: 'DELIVERY_BOTTLENECK' },
  { says: 'Xiaomi passes its target of 100,000 for the year in November.', verdict: 'against', note: 'The company had raised the target to 120,000 in August. 100,000 was the figure of April.', day: '2024-11-11', show: 'year', brand: 'xiaomi', rule: null },
  { says: 'Half a year after its launch the demand for the SU7 lasts.', verdict: 'borne', note: 'October was its best month, and the wait has not become shorter.', day: '2024-11-11', show: 'months', brand: 'xiaomi', rule: 'DEMAND_SUSTAINED' },
  { says: 'Nobody grows faster than Xiaomi.', verdict: 'against', note: 'Of the makers whose last six months are all known, XPeng grew fastest. Xiaomi is not among them: its May is known in part only.', day: '2024-11-11', show: 'growth', brand: null, rule: 'GROWTH_LEADER' },
  { says: "Xiaomi's city driving works in ten cities only.", verdict: 'partly', note: 'So it was on 29 August. On 31 October it was sent to all cars of the better versions, nationwide.', day: '2024-08-29', show: 'race', technology: 'CITY_NOA', brand: 'xiaomi', rule: 'COVERAGE_GAP' },
  { says: 'Xiaomi brings end-to-end driving into a closed beta by the end of November.', verdict: 'ahead', note: 'It is a promise, due on 30 November. Until then Xiaomi has announced it only.', day: '2024-11-11', show: 'race', technology: 'END_TO_END', brand: 'xiaomi', rule: 'CAPABILITY_GAP' },
  { says: 'Li Auto has rolled out end-to-end driving with a vision-language model to all.', verdict: 'borne', note: 'Li Auto itself said so on 23 October.', day: '2024-11-11', show: 'race', technology: 'END_TO_END', brand: 'li-auto', rule: null },
  { says: 'Everybody hurries to end-to-end driving.', verdict: 'borne', note: 'Seven brands had news on it within ninety days.', day: '2024-11-11', show: 'race', technology: 'END_TO_END', brand: null, rule: 'RACE_SURGE' },
  { says: 'XPeng brings city driving to cars of 150,000 yuan.', verdict: 'borne', note: 'It is the lowest price at which anybody offers it.', day: '2024-11-11', show: 'race', technology: 'CITY_NOA', brand: 'xpeng', rule: null },
  { says: 'Makers rebuild their organisations around driving software.', verdict: 'borne', note: 'Xiaomi merged its departments in September; BYD says that its own has grown nearly a hundredfold in two years.', day: '2024-11-11', show: 'news', type: 'organisation', brand: null, rule: null },
].map(step => ({ brand: null, technology: null, rule: null, ...step }));
