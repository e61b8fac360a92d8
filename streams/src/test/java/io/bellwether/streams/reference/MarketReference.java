package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The market (docs/figures.md#market), in the shape of the API's answer. */
final class MarketReference {

    static final String NATIONWIDE = "NATIONWIDE";

    private static final int PRESSURE_DAYS = 90;

    private static final List<Stage> LOWEST_FIRST =
            List.of(Stage.ANNOUNCED, Stage.CLOSED_BETA, Stage.PUBLIC_BETA, Stage.LIMITED_ROLLOUT, Stage.FULL_ROLLOUT);

    private final LocalDate d;
    private final Set<Bug> bugs;
    private final NavigableMap<String, BrandReference> brands;
    private final ForecastReference forecast;
    private final List<Statement<TechnologyMilestone>> milestones;

    MarketReference(
            LocalDate d,
            NavigableMap<String, BrandReference> brands,
            Collection<Statement<Object>> events,
            Set<Bug> bugs) {
        this.d = d;
        this.bugs = bugs;
        this.brands = brands;
        this.forecast = new ForecastReference(d, brands.values(), bugs);
        this.milestones = Statement.saying(TechnologyMilestone.class, events);
    }

    Map<String, Object> view() {
        YearMonth month = month();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("as_of", d == null ? null : d.toString());
        view.put("month", month == null ? null : month.toString());
        view.put("brands", brandsAt(month));
        Map<String, Object> technologies = new TreeMap<>();
        milestones.stream()
                .map(m -> m.said().getTechnology())
                .distinct()
                .forEach(technology -> technologies.put(technology, new Race(technology).view()));
        view.put("technologies", technologies);
        return view;
    }

    /** "the latest R of any brand" */
    YearMonth month() {
        return brands.values().stream()
                .map(brand -> brand.referenceMonth(null))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Map<String, Object> brandsAt(YearMonth month) {
        Map<String, Map<String, Object>> views = new TreeMap<>(Statement::byCodePoints);
        brands.keySet().forEach(brand -> {
            Map<String, Object> view = new LinkedHashMap<>();
            List.of("deliveries", "market_share", "rank", "growth", "growth_rank")
                    .forEach(name -> view.put(name, null));
            view.putAll(forecast.of(brands.get(brand)));
            views.put(brand, view);
        });
        if (month != null) {
            deliveriesShareAndRank(month, views);
            growth(month, views);
        }
        return new LinkedHashMap<>(views);
    }

    /** "per brand for which that month is closed and known deliveries, market_share and rank" */
    private void deliveriesShareAndRank(YearMonth month, Map<String, Map<String, Object>> views) {
        Map<String, Fraction> deliveries = new TreeMap<>(Statement::byCodePoints);
        brands.forEach((name, brand) -> {
            Total total = brand.deliveries(null).get(month);
            if (total != null && (brand.isClosed(null, month) || bugs.contains(Bug.SHARE_WITHOUT_CLOSED_MONTH))) {
                deliveries.put(name, Fraction.of(total.units()));
            }
        });
        Fraction sum = deliveries.values().stream().reduce(Fraction.of(0), Fraction::plus);
        List<String> ranked = greatestFirst(deliveries);
        deliveries.forEach((name, units) -> {
            Map<String, Object> view = views.get(name);
            view.put("deliveries", units.numerator().longValueExact());
            view.put("market_share", sum.isZero() ? null : units.over(sum).toDouble());
            view.put("rank", ranked.indexOf(name) + 1);
        });
    }

    private void growth(YearMonth r, Map<String, Map<String, Object>> views) {
        Map<String, Fraction> growth = growthAt(r);
        List<String> ranked = greatestFirst(growth);
        growth.forEach((name, value) -> {
            views.get(name).put("growth", value.toDouble());
            views.get(name).put("growth_rank", ranked.indexOf(name) + 1);
        });
    }

    /**
     * "over brands for which R, the market's month, is closed and del is known in all of R-5..R: growth (as in 3; a sum
     * is AT_LEAST if a part is) from the sum over R-5..R-3 to that over R-2..R"
     */
    Map<String, Fraction> growthAt(YearMonth r) {
        Map<String, Fraction> growth = new TreeMap<>(Statement::byCodePoints);
        brands.forEach((name, brand) -> {
            Total before = brand.sumOf(null, r.minusMonths(5), r.minusMonths(3));
            Total last = brand.sumOf(null, r.minusMonths(2), r);
            boolean closed = brand.isClosed(null, r) || bugs.contains(Bug.GROWTH_WITHOUT_CLOSED_MONTH);
            Fraction value = brand.growth(null, before, last, r.minusMonths(5), r, false);
            if (closed && value != null) {
                growth.put(name, value);
            }
        });
        return growth;
    }

    /** "1 = most; ties by brand name" */
    private List<String> greatestFirst(Map<String, Fraction> values) {
        Comparator<String> byName = Statement::byCodePoints;
        return values.keySet().stream()
                .sorted(Comparator.comparing((String name) -> values.get(name), Comparator.reverseOrder())
                        .thenComparing(bugs.contains(Bug.RANK_TIES_REVERSED) ? byName.reversed() : byName))
                .toList();
    }

    /** The race for one technology. */
    private final class Race {
        private final String technology;
        private final List<Statement<TechnologyMilestone>> all;
        private final List<Statement<TechnologyMilestone>> facts;
        /** By brand with a fact or a promise, which is one of ANNOUNCED: silence is no evidence of a gap. */
        private final Map<String, Stage> stages = new TreeMap<>(Statement::byCodePoints);

        Race(String technology) {
            this.technology = technology;
            all = milestones.stream()
                    .filter(m -> m.said().getTechnology().equals(technology))
                    .toList();
            // "A promise is itself a fact of the stage ANNOUNCED, of the day it was published, without coverage or
            // price"
            facts = all.stream()
                    .map(m -> m.said().getDueBy() == null || bugs.contains(Bug.PROMISE_AS_FACT) ? m : announced(m))
                    .toList();
            all.forEach(m -> stages.put(m.brand(), stage(m.brand())));
        }

        private Statement<TechnologyMilestone> announced(Statement<TechnologyMilestone> m) {
            Integer cities =
                    bugs.contains(Bug.PROMISED_COVERAGE_COUNTS) ? m.said().getCoverageCities() : null;
            Long price = bugs.contains(Bug.PROMISED_PRICE_COUNTS) ? m.said().getPriceFromCny() : null;
            return new Statement<>(
                    m.eventId(),
                    m.brand(),
                    m.source(),
                    m.tier(),
                    m.publishedAt(),
                    null,
                    new TechnologyMilestone(technology, Stage.ANNOUNCED, cities, false, price, null));
        }

        /** "the highest stage with a fact" */
        private Stage stage(String brand) {
            List<Statement<TechnologyMilestone>> own = factsOf(brand);
            if (bugs.contains(Bug.STAGE_OF_NEWEST_FACT)) {
                return own.stream()
                        .max(Statement.inPublishedOrder(bugs))
                        .map(m -> m.said().getStage())
                        .orElse(Stage.ANNOUNCED);
            }
            return own.stream()
                    .map(m -> m.said().getStage())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }

        private List<Statement<TechnologyMilestone>> factsOf(String brand) {
            return facts.stream().filter(m -> m.brand().equals(brand)).toList();
        }

        private int level(Stage stage) {
            return LOWEST_FIRST.indexOf(stage) + 1;
        }

        Map<String, Object> view() {
            Stage frontier = Collections.max(stages.values());
            List<String> leaders = new ArrayList<>();
            stages.forEach((brand, stage) -> {
                if (stage == frontier) {
                    leaders.add(brand);
                }
            });
            Statement<TechnologyMilestone> cheapest = cheapest();
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("frontier_stage", frontier.name());
            view.put("leaders", leaders);
            view.put(
                    "price_floor_cny", cheapest == null ? null : cheapest.said().getPriceFromCny());
            view.put("price_floor_brand", cheapest == null ? null : cheapest.brand());
            view.put("active_brands", activeBrands().size());
            Map<String, Object> views = new LinkedHashMap<>();
            stages.keySet().forEach(brand -> views.put(brand, view(brand, level(frontier))));
            view.put("brands", views);
            return view;
        }

        /** "the lowest price_from_cny of a fact; ties: the earliest event" */
        private Statement<TechnologyMilestone> cheapest() {
            Comparator<Statement<?>> earliestFirst = Statement.inPublishedOrder(bugs);
            if (bugs.contains(Bug.PRICE_FLOOR_TIE_TO_LATEST)) {
                earliestFirst = earliestFirst.reversed();
            }
            return facts.stream()
                    .filter(m -> m.said().getPriceFromCny() != null)
                    .min(Comparator.comparing((Statement<TechnologyMilestone> m) ->
                                    m.said().getPriceFromCny())
                            .thenComparing(m -> m, earliestFirst))
                    .orElse(null);
        }

        /** "have a fact or a promise on it published after D - 90 days and up to D" */
        private Set<String> activeBrands() {
            LocalDate bound = d.minusDays(bugs.contains(Bug.PRESSURE_WITH_DAY_90) ? PRESSURE_DAYS + 1 : PRESSURE_DAYS);
            return all.stream()
                    .filter(m -> m.date().isAfter(bound) && !m.date().isAfter(d))
                    .map(Statement::brand)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Map<String, Object> view(String brand, int frontierLevel) {
            Stage own = stages.get(brand);
            int gap = frontierLevel - level(own);
            Set<String> pressing = activeBrands();
            if (!bugs.contains(Bug.PRESSURE_COUNTS_ITSELF)) {
                pressing.remove(brand);
            }
            LocalDate since = stageSince(brand, own);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("stage", own.name());
            view.put("stage_since", since.toString());
            view.put("coverage", coverage(brand));
            view.put("gap_stages", gap);
            view.put("gap_days", gap == 0 ? null : gapDays(brand, own, frontierLevel));
            view.put("pressure", pressing.size());
            return view;
        }

        /** "the earliest day of a fact of that stage or a higher one" */
        private LocalDate stageSince(String brand, Stage stage) {
            return factsOf(brand).stream()
                    .filter(m -> m.said().getStage().compareTo(stage) >= 0)
                    .map(Statement::day)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        /** "from the newest fact of that technology which states one, by day, then published_at, then event_id" */
        private Object coverage(String brand) {
            Comparator<Statement<?>> byDay =
                    Comparator.comparing(m -> bugs.contains(Bug.COVERAGE_BY_PUBLICATION) ? LocalDate.MIN : m.day());
            return factsOf(brand).stream()
                    .filter(m -> coverageOf(m.said()) != null || bugs.contains(Bug.COVERAGE_ERASED_BY_SILENCE))
                    .max(byDay.thenComparing(Statement.inPublishedOrder(bugs)))
                    .map(m -> coverageOf(m.said()))
                    .orElse(null);
        }

        /** "D - the earliest day on which another brand's stage exceeded this brand's present stage" */
        private int gapDays(String brand, Stage own, int frontierLevel) {
            int atLeast = bugs.contains(Bug.GAP_DAYS_SINCE_FRONTIER) ? frontierLevel : level(own) + 1;
            LocalDate exceeded = facts.stream()
                    .filter(m -> !m.brand().equals(brand) && level(m.said().getStage()) >= atLeast)
                    .map(Statement::day)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return (int) ChronoUnit.DAYS.between(exceeded, d);
        }
    }

    /** NATIONWIDE, a number of cities, or null where none is stated. */
    static Object coverageOf(TechnologyMilestone milestone) {
        return milestone.getNationwide() ? NATIONWIDE : milestone.getCoverageCities();
    }

    /** By (brand, technology), in that order: what {@link #view} says of each race. */
    static Map<String, Map<String, Object>> technologies(Map<String, Object> view) {
        return maps(view.get("technologies"));
    }

    /** A map of maps within a view. */
    static Map<String, Map<String, Object>> maps(Object map) {
        Map<String, Map<String, Object>> typed = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> {
            Map<String, Object> inner = new HashMap<>();
            ((Map<?, ?>) value).forEach((name, field) -> inner.put((String) name, field));
            typed.put((String) key, inner);
        });
        return typed;
    }
}
