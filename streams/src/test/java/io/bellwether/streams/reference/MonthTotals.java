package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SourceTier;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Totals of one brand (docs/figures.md#total-of-a-month): from its sales statements to the months of each (model or brand, measure). */
final class MonthTotals {

    /** Model and region null: the whole brand, everywhere. */
    record Cell(String model, String region, Measure measure, YearMonth month) {}

    private record Identity(
            String model,
            String region,
            Measure measure,
            Granularity granularity,
            LocalDate start,
            LocalDate end,
            String source) {}

    private record Line(String model, Measure measure) {}

    private record LineMonth(Line line, YearMonth month) {}

    private record Stretch(String model, Measure measure, YearMonth first, YearMonth last) {}

    /**
     * What one source says of one cell.
     *
     * @param month the MONTH statement, if it is one that counts
     */
    record Figure(
            String source,
            long units,
            Exactness exactness,
            boolean isWhole,
            SourceTier tier,
            Statement<Sales> newest,
            Set<Statement<Sales>> counted,
            Statement<Sales> month) {

        Total total(Cell cell) {
            String own = cell.model == null && cell.region == null ? source : null;
            return new Total(units, exactness, tier, newest, counted, own);
        }
    }

    private final Aliases aliases;
    private final Set<Bug> bugs;
    private final List<Statement<Sales>> all;
    private final List<Statement<Sales>> holding;
    private final Set<String> models = new TreeSet<>(Statement::byCodePoints);
    private final Map<Cell, Figure> cells = new HashMap<>();
    private final Map<LineMonth, Map<String, Total>> ofRegions = new HashMap<>();
    private final Map<Line, Series> series = new HashMap<>();

    MonthTotals(List<Statement<Sales>> statements, Aliases aliases, Set<Bug> bugs) {
        this.aliases = aliases;
        this.bugs = bugs;
        this.all = statements;
        this.holding = Statement.holding(statements, MonthTotals::identity, bugs);
        statements.stream().map(s -> s.said().model()).filter(Objects::nonNull).forEach(models::add);

        holding.stream()
                .filter(s -> isOfACell(s.said()))
                .collect(Collectors.groupingBy(this::cellOf))
                .forEach((cell, said) -> cells.put(cell, best(figures(cell, said))));
        cells.forEach((cell, figure) -> {
            if (cell.region != null) {
                LineMonth month = new LineMonth(new Line(cell.model, cell.measure), cell.month);
                ofRegions.computeIfAbsent(month, any -> new TreeMap<>()).put(cell.region, figure.total(cell));
            }
        });
        Map<Line, List<Window>> stretches = stretches();
        for (Measure measure : Measure.values()) {
            // "Models' totals are derived before they are summed into the brand's base"
            for (String model : models) {
                Line line = new Line(model, measure);
                series.put(line, new Series(bases(line), stretches.getOrDefault(line, List.of()), bugs));
            }
            Line whole = new Line(null, measure);
            series.put(whole, new Series(bases(whole), stretches.getOrDefault(whole, List.of()), bugs));
        }
    }

    /** Models named by a sales statement of the brand, by what their spellings have in common. */
    Set<String> models() {
        return models;
    }

    /** "shown in the least, by code point, of its spellings in sales statements that count" */
    String shown(String model) {
        Comparator<String> order = Statement::byCodePoints;
        if (bugs.contains(Bug.GREATEST_SPELLING_SHOWN)) {
            order = order.reversed();
        }
        return all.stream()
                .map(Statement::said)
                .filter(s -> model.equals(s.model()))
                .map(Sales::spelling)
                .min(order)
                .orElseThrow();
    }

    /** Of a model, or of the brand if the model is null. */
    Series series(String model, Measure measure) {
        return series.get(new Line(model, measure));
    }

    /** The source's figure that counts in a cell, if there is any. */
    Optional<Figure> cell(String model, String region, Measure measure, YearMonth month) {
        return Optional.ofNullable(cells.get(new Cell(model, region, measure, month)));
    }

    /** Of each identity the one that holds. */
    List<Statement<Sales>> holding() {
        return holding;
    }

    // "Identity": (brand, model, region, measure, granularity, period_start, period_end of a SPAN, source)

    static Object identity(Statement<Sales> statement) {
        Sales said = statement.said();
        return new Identity(
                said.model(),
                said.region(),
                said.measure(),
                said.granularity(),
                said.start(),
                said.granularity() == Granularity.SPAN ? said.end() : null,
                statement.source());
    }

    // "Cell": what a source says of the whole month, else of a part

    private boolean isOfACell(Sales said) {
        return switch (said.granularity()) {
            case DAY, WEEK, MONTH -> true;
            case SPAN -> said.isMonthSoFar() && !bugs.contains(Bug.MONTH_SO_FAR_IGNORED);
            case QUARTER, UNKNOWN -> false;
        };
    }

    private Cell cellOf(Statement<Sales> statement) {
        Sales said = statement.said();
        return new Cell(said.model(), said.region(), said.measure(), said.month(bugs));
    }

    private List<Figure> figures(Cell cell, List<Statement<Sales>> said) {
        return said.stream().collect(Collectors.groupingBy(Statement::source)).values().stream()
                .map(ofSource -> figure(cell.month, ofSource))
                .toList();
    }

    private Figure figure(YearMonth month, List<Statement<Sales>> ofSource) {
        Map<Granularity, List<Statement<Sales>>> by =
                ofSource.stream().collect(Collectors.groupingBy(s -> s.said().granularity()));
        List<Statement<Sales>> months = by.getOrDefault(Granularity.MONTH, List.of());
        List<Statement<Sales>> weeks = by.getOrDefault(Granularity.WEEK, List.of());
        List<Statement<Sales>> days = by.getOrDefault(Granularity.DAY, List.of());
        // "A source says the whole month by a MONTH statement, by WEEKs that hold every Thursday of the month, or by
        // DAYs that hold every day of it; the first of these counts"
        if (!months.isEmpty()) {
            return figure(months, true);
        }
        boolean allWeeks = weeks.size() == thursdays(month) || bugs.contains(Bug.ANY_WEEKS_ARE_THE_WHOLE_MONTH);
        if (!weeks.isEmpty() && allWeeks) {
            return figure(weeks, true);
        }
        boolean allDays = days.size() == month.lengthOfMonth() || bugs.contains(Bug.ANY_DAYS_ARE_THE_WHOLE_MONTH);
        if (!days.isEmpty() && allDays) {
            return figure(days, true);
        }
        // "Else it says a part: the month so far, WEEKs or DAYs, whichever has the latest day within the month (on a
        // tie in this order)"
        Comparator<Statement<Sales>> byEnd = Comparator.comparing(s -> s.said().end());
        List<Statement<Sales>> soFar = by.getOrDefault(Granularity.SPAN, List.of()).stream()
                .max(bugs.contains(Bug.SHORTEST_SO_FAR) ? byEnd.reversed() : byEnd)
                .map(List::of)
                .orElse(List.of());
        List<List<Statement<Sales>>> inOrder =
                bugs.contains(Bug.WEEKS_BEFORE_SO_FAR) ? List.of(weeks, days, soFar) : List.of(soFar, weeks, days);
        List<Statement<Sales>> latest = List.of();
        for (List<Statement<Sales>> part : inOrder) {
            boolean later = latest.isEmpty() || lastDay(part, month).isAfter(lastDay(latest, month));
            if (!part.isEmpty() && (later && (latest.isEmpty() || !bugs.contains(Bug.FIRST_PART_COUNTS)))) {
                latest = part;
            }
        }
        return figure(latest, false);
    }

    private static long thursdays(YearMonth month) {
        LocalDate first = month.atDay(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
        return first.plusWeeks(4).getMonth() == month.getMonth() ? 5 : 4;
    }

    /** The latest day within the month; none is before all others. */
    private static LocalDate lastDay(List<Statement<Sales>> part, YearMonth month) {
        LocalDate last = part.stream()
                .map(s -> s.said().end())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
        return last.isAfter(month.atEndOfMonth()) ? month.atEndOfMonth() : last;
    }

    private Figure figure(List<Statement<Sales>> counted, boolean whole) {
        Exactness exactness =
                Exactness.weakest(counted.stream().map(s -> s.said().exactness()), bugs);
        boolean weeks = counted.get(0).said().granularity() == Granularity.WEEK;
        if (weeks && exactness == Exactness.EXACT && !bugs.contains(Bug.WEEKS_ARE_EXACT)) {
            // "a sum of whole WEEKs, whose edges are not the month's, is ESTIMATE where it would be EXACT"
            exactness = Exactness.ESTIMATE;
        }
        if (!whole && !bugs.contains(Bug.PART_AS_EXACT_AS_SAID)) {
            // "A part is AT_LEAST whatever its statements say"
            exactness = Exactness.AT_LEAST;
        }
        Statement<Sales> newest =
                counted.stream().max(Statement.inPublishedOrder(bugs)).orElseThrow();
        return new Figure(
                newest.source(),
                counted.stream().mapToLong(s -> s.said().units()).sum(),
                exactness,
                whole,
                bugs.contains(Bug.TIER_OF_NEWEST_STATEMENT)
                        ? newest.tier()
                        : counted.stream()
                                .map(Statement::tier)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                newest,
                Set.copyOf(counted),
                counted.get(0).said().granularity() == Granularity.MONTH ? newest : null);
    }

    /**
     * "those that say the whole month go before those that say a part, then the best tier counts; on a tie the source
     * whose newest counted statement has the greatest (published_at, event_id)"; a lower bound is refined by others
     */
    private Figure best(List<Figure> figures) {
        Comparator<Figure> wholeFirst =
                Comparator.comparing((Figure f) -> !f.isWhole && !bugs.contains(Bug.PART_BEFORE_WHOLE));
        Comparator<Figure> bestFirst = wholeFirst.thenComparing(Statement.byTierThenNewest(
                Comparator.comparing(Figure::tier),
                Comparator.comparing(Figure::newest, Statement.inPublishedOrder(bugs)),
                bugs));
        Figure chosen = figures.stream().min(bestFirst).orElseThrow();
        if (chosen.exactness != Exactness.AT_LEAST || bugs.contains(Bug.NO_REFINEMENT)) {
            return chosen;
        }
        return figures.stream()
                .filter(f -> f.exactness == Exactness.EXACT
                        || (bugs.contains(Bug.REFINED_BY_ESTIMATE) && f.exactness == Exactness.ESTIMATE))
                .filter(f -> f.units >= chosen.units || bugs.contains(Bug.REFINED_BY_LESS))
                .min(bestFirst)
                .orElse(chosen);
    }

    // "for every stretch of two or more whole months the statement chosen among sources and refined as in a cell, if it
    // is EXACT"

    private Map<Line, List<Window>> stretches() {
        Map<Line, List<Window>> windows = new HashMap<>();
        holding.stream()
                .filter(s -> s.said().isWholeMonths() && s.said().measure() != Measure.BACKLOG)
                .filter(s -> s.said().region() == null || bugs.contains(Bug.WINDOW_OF_REGION_USED))
                .filter(s -> s.said().granularity() == Granularity.QUARTER || !bugs.contains(Bug.QUARTERS_ONLY))
                .collect(Collectors.groupingBy(s -> new Stretch(
                        s.said().model(),
                        s.said().measure(),
                        YearMonth.from(s.said().start()),
                        YearMonth.from(s.said().end()))))
                .forEach((stretch, said) -> {
                    List<Figure> figures =
                            said.stream().map(s -> figure(List.of(s), true)).toList();
                    Figure chosen = bugs.contains(Bug.WINDOW_NOT_REFINED)
                            ? figures.stream()
                                    .min(Comparator.comparing(Figure::newest, Statement.bestFirst(bugs)))
                                    .orElseThrow()
                            : best(figures);
                    if (chosen.exactness == Exactness.EXACT || bugs.contains(Bug.INEXACT_WINDOW_USED)) {
                        windows.computeIfAbsent(new Line(stretch.model, stretch.measure), line -> new ArrayList<>())
                                .add(new Window(
                                        stretch.first,
                                        stretch.last,
                                        chosen.units,
                                        chosen.tier,
                                        chosen.newest,
                                        chosen.counted));
                    }
                });
        return windows;
    }

    // "Base of a (brand, model, measure, month)" and "Base of a (brand, measure, month)"

    private NavigableMap<YearMonth, Total> bases(Line line) {
        NavigableMap<YearMonth, Total> bases = new TreeMap<>();
        Set<YearMonth> told = cells.keySet().stream()
                .filter(cell -> cell.measure == line.measure && Objects.equals(cell.model, line.model))
                .map(Cell::month)
                .collect(Collectors.toCollection(HashSet::new));
        if (line.model == null) {
            models.forEach(
                    model -> told.addAll(series(model, line.measure).totals().keySet()));
        }
        told.forEach(month -> base(line, month).ifPresent(base -> bases.put(month, base)));
        return bases;
    }

    private Optional<Total> base(Line line, YearMonth month) {
        Cell whole = new Cell(line.model, null, line.measure, month);
        Optional<Total> own = Optional.ofNullable(cells.get(whole)).map(figure -> figure.total(whole));
        Optional<Total> ofModels = line.model == null ? sumOverModels(line.measure, month) : Optional.empty();
        Optional<Total> ofItsRegions = sumOverRegions(line, month);
        if (own.isEmpty()) {
            return bugs.contains(Bug.BRAND_REGIONS_BEFORE_MODELS)
                    ? ofItsRegions.or(() -> ofModels)
                    : ofModels.or(() -> ofItsRegions);
        }
        if (bugs.contains(Bug.REGIONS_BEFORE_EVERYWHERE) && line.model != null && ofItsRegions.isPresent()) {
            return ofItsRegions;
        }
        if (bugs.contains(Bug.MODELS_BEFORE_BRAND) && ofModels.isPresent()) {
            return ofModels;
        }
        // "A cell that says AT_LEAST is refined by the first of the sum over models and that over regions that is EXACT
        // or DERIVED and at least as much"
        if (!own.get().isAtLeast() || bugs.contains(Bug.CELL_NOT_REFINED_BY_SUMS)) {
            return own;
        }
        Function<Optional<Total>, Optional<Total>> refining = sum ->
                sum.filter(s -> s.isExactOrDerived() && s.units() >= own.get().units());
        return refining.apply(ofModels).or(() -> refining.apply(ofItsRegions)).or(() -> own);
    }

    private Optional<Total> sumOverModels(Measure measure, YearMonth month) {
        return sum(new Line(null, measure), month, at -> {
            Map<String, Total> parts = new TreeMap<>(Statement::byCodePoints);
            for (String model : models) {
                Total total = series(model, measure).totals().get(at);
                if (total != null) {
                    parts.put(model, total);
                }
            }
            return parts;
        });
    }

    /** "Of a sum over regions, those are left out that the table places within another one of it." */
    private Optional<Total> sumOverRegions(Line line, YearMonth month) {
        return sum(line, month, at -> ofRegions.getOrDefault(new LineMonth(line, at), Map.of()));
    }

    /** The sum of the parts of a month, and AT_LEAST where something says that they are not all. */
    private Optional<Total> sum(Line whole, YearMonth month, Function<YearMonth, Map<String, Total>> partsOf) {
        Map<String, Total> parts = withoutNested(partsOf.apply(month));
        Optional<Total> sum = Total.sum(parts.values(), bugs);
        if (sum.isEmpty()) {
            return sum;
        }
        boolean incomplete = haveGoneSilent(parts, sum.get().units(), month, partsOf)
                || madeTooLittle(whole, month, partsOf)
                || countsAPartialSource(parts.values());
        return incomplete ? sum.map(s -> s.as(Exactness.AT_LEAST)) : sum;
    }

    private Map<String, Total> withoutNested(Map<String, Total> parts) {
        Map<String, Total> left = new TreeMap<>(parts);
        if (!bugs.contains(Bug.NESTED_REGIONS_ADDED)) {
            left.keySet().removeIf(inner -> isWithinAny(inner, parts.keySet()));
        }
        return left;
    }

    private boolean isWithinAny(String inner, Collection<String> outer) {
        return outer.stream().anyMatch(region -> aliases.liesWithin(inner, region));
    }

    /**
     * "those unknown in this month, and above 0 in the latest of the three months before in which they were known, came
     * then together to at least a twentieth of this month's sum and them"
     */
    private boolean haveGoneSilent(
            Map<String, Total> parts, long sum, YearMonth month, Function<YearMonth, Map<String, Total>> partsOf) {
        Set<String> known = partsOf.apply(month).keySet();
        Map<String, Total> silent = new TreeMap<>();
        int back = bugs.contains(Bug.SILENT_SINCE_LAST_MONTH_ONLY) ? 1 : 3;
        for (int i = 1; i <= back; i++) {
            Map<String, Total> then = partsOf.apply(month.minusMonths(i));
            then.forEach((part, total) -> {
                if (!known.contains(part)) {
                    silent.putIfAbsent(part, total);
                }
            });
        }
        if (bugs.contains(Bug.SILENT_PARTS_FORGOTTEN)) {
            return false;
        }
        silent.values().removeIf(total -> total.units() == 0);
        if (!bugs.contains(Bug.SILENT_NESTED_REGIONS_COUNTED)) {
            Set<String> all = new HashSet<>(silent.keySet());
            all.addAll(parts.keySet());
            silent.keySet().removeIf(part -> isWithinAny(part, all));
        }
        long then = silent.values().stream().mapToLong(Total::units).sum();
        boolean weighs = 20 * then >= sum + (bugs.contains(Bug.SILENT_AGAINST_THE_SUM_ALONE) ? 0 : then);
        return !silent.isEmpty() && (weighs || bugs.contains(Bug.ANY_SILENT_PART_COUNTS));
    }

    /**
     * "in the latest of the twelve months before in which the whole had a cell of its own, the parts then known (if any
     * were) made less than 99 in 100 of it"
     */
    private boolean madeTooLittle(Line whole, YearMonth month, Function<YearMonth, Map<String, Total>> partsOf) {
        if (bugs.contains(Bug.SHARE_OF_PARTS_FORGOTTEN)) {
            return false;
        }
        for (int i = 1; i <= 12; i++) {
            YearMonth before = month.minusMonths(i);
            Figure own = cells.get(new Cell(whole.model, null, whole.measure, before));
            if (own != null) {
                Map<String, Total> parts = withoutNested(partsOf.apply(before));
                long made = parts.values().stream().mapToLong(Total::units).sum();
                return !parts.isEmpty() && 100 * made < 99 * own.units;
            }
        }
        return false;
    }

    /** "if a part counts a source that the table of aliases calls partial" */
    private boolean countsAPartialSource(Collection<Total> parts) {
        return !bugs.contains(Bug.PARTIAL_SOURCES_COMPLETE)
                && parts.stream()
                        .flatMap(part -> part.counted().stream())
                        .anyMatch(s -> aliases.partialSources().contains(s.source()));
    }
}
