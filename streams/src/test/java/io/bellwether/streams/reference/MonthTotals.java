package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TotalQualifier;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Section 2 for one brand: from its sales statements to the total of each (model or brand, measure, month). */
final class MonthTotals {

    /** Model and region null: the whole brand, everywhere. */
    private record Cell(String model, String region, Measure measure, YearMonth month) {}

    private record Identity(
            String model, String region, Measure measure, Granularity granularity, LocalDate start, String source) {}

    private record Line(String model, Measure measure) {}

    private record QuarterOf(String model, Measure measure, YearMonth firstMonth) {}

    /** What one source says of one cell. */
    private record Figure(Total total, SourceTier tier, Statement<SalesReport> newest) {}

    private final Set<Bug> bugs;
    private final Set<String> models = new TreeSet<>(Statement::byCodePoints);
    private final Map<Cell, Total> cells = new HashMap<>();
    private final Map<QuarterOf, Total> quarters = new HashMap<>();
    private final Map<Line, NavigableMap<YearMonth, Total>> totals = new HashMap<>();

    MonthTotals(Collection<Statement<SalesReport>> statements, Set<Bug> bugs) {
        this.bugs = bugs;
        List<Statement<SalesReport>> holding = Statement.holding(statements, MonthTotals::identity, bugs);
        statements.stream()
                .map(s -> s.said().getModel())
                .filter(Objects::nonNull)
                .forEach(models::add);

        holding.stream()
                .filter(s -> s.said().getGranularity() != Granularity.QUARTER)
                .collect(Collectors.groupingBy(this::cellOf))
                .forEach((cell, said) -> cells.put(cell, cell(said)));
        holding.stream()
                .filter(s -> s.said().getGranularity() == Granularity.QUARTER)
                .filter(s -> s.said().getRegion() == null || bugs.contains(Bug.QUARTER_OF_REGION_USED))
                .collect(Collectors.groupingBy(MonthTotals::quarterOf))
                .forEach((quarter, said) -> quarters.put(quarter, quarter(said)));

        for (Measure measure : Measure.values()) {
            for (String model : models) {
                NavigableMap<YearMonth, Total> months = modelMonths(model, measure);
                if (!bugs.contains(Bug.NO_DERIVATION_FOR_MODELS)) {
                    derive(model, measure, months);
                }
                totals.put(new Line(model, measure), months);
            }
            NavigableMap<YearMonth, Total> months = brandMonths(measure);
            derive(null, measure, months);
            totals.put(new Line(null, measure), months);
        }
    }

    /** Models named by a sales statement of the brand. */
    Set<String> models() {
        return models;
    }

    /** The known totals of a model, or of the brand if the model is null. */
    NavigableMap<YearMonth, Total> known(String model, Measure measure) {
        return Collections.unmodifiableNavigableMap(totals.get(new Line(model, measure)));
    }

    // "Identity": (brand, model, region, measure, granularity, period_start, source)

    private static Identity identity(Statement<SalesReport> statement) {
        SalesReport said = statement.said();
        return new Identity(
                said.getModel(),
                said.getRegion(),
                said.getMeasure(),
                said.getGranularity(),
                said.getPeriodStart(),
                statement.source());
    }

    // "Month of a statement": that of period_start; of a WEEK, that of its Thursday

    private Cell cellOf(Statement<SalesReport> statement) {
        SalesReport said = statement.said();
        boolean byThursday = said.getGranularity() == Granularity.WEEK && !bugs.contains(Bug.WEEK_BY_MONDAY);
        LocalDate day = byThursday ? said.getPeriodStart().plusDays(3) : said.getPeriodStart();
        return new Cell(said.getModel(), said.getRegion(), said.getMeasure(), YearMonth.from(day));
    }

    // "Cell": the best source's coarsest granularity, unless a lower bound is refined

    private Total cell(List<Statement<SalesReport>> statements) {
        List<Figure> figures = statements.stream().collect(Collectors.groupingBy(Statement::source)).values().stream()
                .map(this::figure)
                .toList();
        Figure chosen = figures.stream().min(bestFigureFirst()).orElseThrow();
        if (!chosen.total.isAtLeast() || bugs.contains(Bug.NO_REFINEMENT)) {
            return chosen.total;
        }
        Predicate<Figure> exact = f -> f.total.isExact()
                || (bugs.contains(Bug.REFINED_BY_ESTIMATE) && f.total.qualifier() == TotalQualifier.ESTIMATE);
        Predicate<Figure> atLeastAsMuch =
                f -> f.total.units() >= chosen.total.units() || bugs.contains(Bug.REFINED_BY_LESS);
        return figures.stream()
                .filter(exact.and(atLeastAsMuch))
                .min(bestFigureFirst())
                .orElse(chosen)
                .total;
    }

    private Figure figure(List<Statement<SalesReport>> ofOneSource) {
        Comparator<Granularity> coarsestLast = Comparator.naturalOrder(); // DAY, WEEK, MONTH
        if (bugs.contains(Bug.FINEST_GRANULARITY_COUNTS)) {
            coarsestLast = coarsestLast.reversed();
        }
        Granularity coarsest = ofOneSource.stream()
                .map(s -> s.said().getGranularity())
                .max(coarsestLast)
                .orElseThrow();
        List<Statement<SalesReport>> counted = ofOneSource.stream()
                .filter(s -> s.said().getGranularity() == coarsest || bugs.contains(Bug.GRANULARITIES_SUMMED))
                .toList();
        Statement<SalesReport> newest =
                counted.stream().max(Statement.inPublishedOrder(bugs)).orElseThrow();
        SourceTier best = counted.stream()
                .map(Statement::tier)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        long units = counted.stream().mapToLong(s -> s.said().getUnits()).sum();
        Comparator<TotalQualifier> weakestFirst = Comparator.naturalOrder();
        if (bugs.contains(Bug.STRONGEST_QUALIFIER)) {
            weakestFirst = weakestFirst.reversed();
        }
        TotalQualifier weakest =
                counted.stream().map(MonthTotals::qualifier).min(weakestFirst).orElseThrow();
        return new Figure(
                new Total(units, weakest), bugs.contains(Bug.TIER_OF_NEWEST_STATEMENT) ? newest.tier() : best, newest);
    }

    private Comparator<Figure> bestFigureFirst() {
        return Statement.byTierThenNewest(
                Comparator.comparing(Figure::tier),
                Comparator.comparing(Figure::newest, Statement.inPublishedOrder(bugs)),
                bugs);
    }

    private static TotalQualifier qualifier(Statement<SalesReport> statement) {
        return TotalQualifier.valueOf(statement.said().getQualifier().name());
    }

    // "Total of a (brand, model, measure, month)": the cell of everywhere, else the sum over regions

    private NavigableMap<YearMonth, Total> modelMonths(String model, Measure measure) {
        NavigableMap<YearMonth, Total> months = new TreeMap<>();
        for (YearMonth month : monthsOfCells(measure)) {
            Optional<Total> everywhere = Optional.ofNullable(cells.get(new Cell(model, null, measure, month)));
            Optional<Total> regions = sumOverRegions(model, measure, month);
            (bugs.contains(Bug.REGIONS_BEFORE_EVERYWHERE) ? regions.or(() -> everywhere) : everywhere.or(() -> regions))
                    .ifPresent(total -> months.put(month, total));
        }
        return months;
    }

    // "Total of a (brand, measure, month)": the brand's cell of everywhere, else the sum of the models' totals (with
    // what was derived for them), else the sum of the brand's cells over regions

    private NavigableMap<YearMonth, Total> brandMonths(Measure measure) {
        Set<YearMonth> told = new TreeSet<>(monthsOfCells(measure));
        models.forEach(model -> told.addAll(totals.get(new Line(model, measure)).keySet()));
        NavigableMap<YearMonth, Total> months = new TreeMap<>();
        for (YearMonth month : told) {
            Optional<Total> own = Optional.ofNullable(cells.get(new Cell(null, null, measure, month)));
            Optional<Total> ofModels = Total.sum(models.stream()
                    .map(model -> totals.get(new Line(model, measure)).get(month))
                    .filter(Objects::nonNull)
                    .toList());
            Optional<Total> regions = sumOverRegions(null, measure, month);
            Optional<Total> total = own.or(() -> ofModels).or(() -> regions);
            if (bugs.contains(Bug.MODELS_BEFORE_BRAND)) {
                total = ofModels.or(() -> own).or(() -> regions);
            } else if (bugs.contains(Bug.BRAND_REGIONS_BEFORE_MODELS)) {
                total = own.or(() -> regions).or(() -> ofModels);
            }
            total.ifPresent(known -> months.put(month, known));
        }
        return months;
    }

    private Set<YearMonth> monthsOfCells(Measure measure) {
        return cells.keySet().stream()
                .filter(cell -> cell.measure == measure)
                .map(Cell::month)
                .collect(Collectors.toSet());
    }

    private Optional<Total> sumOverRegions(String model, Measure measure, YearMonth month) {
        List<Total> parts = new ArrayList<>();
        cells.forEach((cell, total) -> {
            if (Objects.equals(cell.model, model)
                    && cell.region != null
                    && cell.measure == measure
                    && cell.month.equals(month)) {
                parts.add(total);
            }
        });
        return Total.sum(parts);
    }

    // "Quarter": a QUARTER statement without region, chosen among sources by tier and then newest

    private static QuarterOf quarterOf(Statement<SalesReport> statement) {
        SalesReport said = statement.said();
        return new QuarterOf(said.getModel(), said.getMeasure(), YearMonth.from(said.getPeriodStart()));
    }

    private Total quarter(List<Statement<SalesReport>> ofSources) {
        Statement<SalesReport> chosen =
                ofSources.stream().min(Statement.bestFirst(bugs)).orElseThrow();
        if (bugs.contains(Bug.READ_QUARTER_REFINED) && qualifier(chosen) == TotalQualifier.AT_LEAST) {
            long bound = chosen.said().getUnits();
            chosen = ofSources.stream()
                    .filter(s ->
                            qualifier(s) == TotalQualifier.EXACT && s.said().getUnits() >= bound)
                    .min(Statement.bestFirst(bugs))
                    .orElse(chosen);
        }
        return new Total(chosen.said().getUnits(), qualifier(chosen));
    }

    // "It derives a month": an EXACT quarter less two EXACT months, if that leaves no less than is said of the third

    private void derive(String model, Measure measure, NavigableMap<YearMonth, Total> months) {
        if (bugs.contains(Bug.NO_QUARTER_DERIVATION)) {
            return;
        }
        boolean sumToo = model == null && bugs.contains(Bug.MODEL_QUARTERS_DERIVE_BRAND_MONTHS);
        quarters.keySet().stream()
                .filter(q -> q.measure == measure && (sumToo || Objects.equals(q.model, model)))
                .map(QuarterOf::firstMonth)
                .distinct()
                .forEach(first -> {
                    Optional<Total> quarter = sumToo
                            ? quarterForYearToDate(null, measure, first)
                            : Optional.of(quarters.get(new QuarterOf(model, measure, first)));
                    quarter.ifPresent(known -> derive(known, first, months));
                });
    }

    private void derive(Total quarter, YearMonth first, NavigableMap<YearMonth, Total> months) {
        if (!quarter.isExact() && !bugs.contains(Bug.DERIVED_FROM_INEXACT_QUARTER)) {
            return;
        }
        List<YearMonth> three = monthsOfQuarter(first);
        List<YearMonth> grounds = three.stream()
                .filter(month -> months.containsKey(month) && isGround(months.get(month)))
                .toList();
        if (grounds.size() != 2) {
            return;
        }
        YearMonth third = three.stream()
                .filter(month -> !grounds.contains(month))
                .findFirst()
                .orElseThrow();
        long difference = quarter.units()
                - grounds.stream().mapToLong(month -> months.get(month).units()).sum();
        boolean derived = months.containsKey(third) && months.get(third).qualifier() == TotalQualifier.DERIVED;
        if (derived && bugs.contains(Bug.READ_DERIVED_STAYS)) {
            return;
        }
        long stated = months.containsKey(third) ? months.get(third).units() : 0;
        if (difference >= stated || (bugs.contains(Bug.DERIVED_BELOW_STATED) && difference >= 0)) {
            months.put(third, new Total(difference, TotalQualifier.DERIVED));
        }
    }

    private boolean isGround(Total total) {
        return total.isExact() || (bugs.contains(Bug.DERIVED_AS_GROUND) && total.qualifier() == TotalQualifier.DERIVED);
    }

    static List<YearMonth> monthsOfQuarter(YearMonth first) {
        return Stream.iterate(first, month -> month.plusMonths(1)).limit(3).toList();
    }

    // "A brand with no QUARTER statement of its own takes the sum of its models', if every model with a known month in
    // that quarter has one"

    Optional<Total> quarterForYearToDate(String model, Measure measure, YearMonth first) {
        Total own = quarters.get(new QuarterOf(model, measure, first));
        if (own != null || model != null || bugs.contains(Bug.NO_MODEL_QUARTERS_IN_YTD)) {
            return Optional.ofNullable(own);
        }
        boolean brandTellsMonths = monthsOfQuarter(first).stream()
                .anyMatch(month -> cells.containsKey(new Cell(null, null, measure, month)));
        if (brandTellsMonths && bugs.contains(Bug.READ_MODEL_QUARTERS_YIELD_TO_BRAND_MONTHS)) {
            return Optional.empty();
        }
        Predicate<String> hasKnownMonth = m -> monthsOfQuarter(first).stream().anyMatch(known(m, measure)::containsKey);
        boolean everyModelHasOne = models.stream()
                .filter(hasKnownMonth)
                .allMatch(m -> quarters.containsKey(new QuarterOf(m, measure, first)));
        if (!everyModelHasOne && !bugs.contains(Bug.SOME_MODEL_QUARTERS_SUFFICE)) {
            return Optional.empty();
        }
        return Total.sum(models.stream()
                .filter(hasKnownMonth.or(m -> !bugs.contains(Bug.READ_MODEL_QUARTERS_WITH_KNOWN_MONTH_ONLY)))
                .map(m -> quarters.get(new QuarterOf(m, measure, first)))
                .filter(Objects::nonNull)
                .toList());
    }
}
