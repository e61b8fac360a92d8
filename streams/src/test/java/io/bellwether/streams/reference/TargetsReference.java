package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Measure;
import io.bellwether.streams.reference.Series.Run;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Targets (docs/figures.md#targets): promises in vehicles and what became of them, in the shape of the API's answer. */
final class TargetsReference {

    private final LocalDate d;
    private final NavigableMap<String, BrandReference> brands;
    private final Set<Bug> bugs;

    TargetsReference(LocalDate d, NavigableMap<String, BrandReference> brands, Set<Bug> bugs) {
        this.d = d;
        this.brands = brands;
        this.bugs = bugs;
    }

    /** By brand and period. */
    List<Map<String, Object>> list() {
        List<Map<String, Object>> list = new ArrayList<>();
        brands.forEach((name, brand) -> brand.targets().stream()
                .collect(Collectors.groupingBy(s -> s.said().period(), TreeMap::new, Collectors.toList()))
                .forEach((period, said) -> list.add(new OfPeriod(name, brand, period, said).view())));
        return list;
    }

    /** The last day of a period. */
    static LocalDate lastDay(String period) {
        if (period.contains("..")) {
            return YearMonth.parse(period.substring(period.indexOf("..") + 2)).atEndOfMonth();
        }
        if (period.contains("Q")) {
            int quarter = Integer.parseInt(period.substring(6));
            return YearMonth.of(Integer.parseInt(period.substring(0, 4)), quarter * 3)
                    .atEndOfMonth();
        }
        return period.length() == 4
                ? LocalDate.of(Integer.parseInt(period), 12, 31)
                : YearMonth.parse(period).atEndOfMonth();
    }

    private final class OfPeriod {
        private final String name;
        private final BrandReference brand;
        private final String period;
        private final List<Statement<Target>> inOrder;
        private final Statement<Target> holds;
        private final YearMonth first;
        private final YearMonth last;
        private final YearMonth r;
        private final YearMonth reached;
        private final Total actual;

        OfPeriod(String name, BrandReference brand, String period, List<Statement<Target>> said) {
            this.name = name;
            this.brand = brand;
            this.period = period;
            this.inOrder =
                    said.stream().sorted(Statement.inPublishedOrder(bugs)).toList();
            this.holds = Statement.holding(said, Statement::source, bugs).stream()
                    .min(Statement.bestFirst(bugs))
                    .orElseThrow();
            this.first = holds.said().first();
            this.last = holds.said().last();
            this.r = brand.referenceMonth(null);
            this.reached = reached();
            this.actual = actual();
        }

        /**
         * "the latest of R and the last months of windows within the period, at most the period's last month"
         */
        private YearMonth reached() {
            Stream<YearMonth> windows = brand.totals().series(null, Measure.DELIVERIES).windows().stream()
                    .filter(w -> !w.first().isBefore(first) && !w.last().isAfter(last))
                    .map(Window::last);
            return Stream.concat(
                            Stream.ofNullable(r),
                            bugs.contains(Bug.TARGET_REACHED_BY_R_ONLY) ? Stream.empty() : windows)
                    .max(Comparator.naturalOrder())
                    .map(month -> month.isAfter(last) ? last : month)
                    .orElse(null);
        }

        /** "the sum over the run from the period's first month to reached, as for the year to date" */
        private Total actual() {
            if (reached == null || reached.isBefore(first)) {
                return null;
            }
            Run run = brand.runOf(null, first, reached);
            return run.total();
        }

        Map<String, Object> view() {
            long units = holds.said().units();
            List<Long> ofIdentity = inOrder.stream()
                    .filter(s -> s.source().equals(holds.source()))
                    .map(s -> s.said().units())
                    .toList();
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("brand", name);
            view.put("period", period);
            view.put("first_units", inOrder.get(0).said().units());
            view.put("units", units);
            view.put("units_high", holds.said().unitsHigh());
            view.put("reported_units", reported(ofIdentity));
            view.put("raised", moves(ofIdentity, 1));
            view.put("cut", moves(ofIdentity, -1));
            view.put("reached", reached == null ? null : reached.toString());
            view.put("actual", actual == null ? null : actual.units());
            view.put(
                    "actual_qualifier",
                    actual == null ? null : actual.qualifier().name());
            view.put(
                    "attainment",
                    actual == null || units == 0
                            ? null
                            : Fraction.of(actual.units(), units).toDouble());
            view.put("status", status(units));
            view.put("met_in", metIn(units));
            view.put("steps", steps());
            return view;
        }

        /** How often the holding identity's units changed, up or down, in published order. */
        private int moves(List<Long> units, int sign) {
            int count = 0;
            for (int i = 1; i < units.size(); i++) {
                if (Integer.signum(units.get(i).compareTo(units.get(i - 1))) == sign) {
                    count++;
                }
            }
            return count;
        }

        /**
         * "units of the newest such statement of any source and tier, if that differs from units and from all that the
         * holding identity said before, else null"
         */
        private Long reported(List<Long> ofIdentity) {
            long newest = inOrder.get(inOrder.size() - 1).said().units();
            boolean old = bugs.contains(Bug.OLD_FIGURES_ARE_REPORTED)
                    ? newest == holds.said().units()
                    : ofIdentity.contains(newest);
            return old ? null : newest;
        }

        /** "the first that applies" */
        private String status(long units) {
            if (isMet(units)) {
                return "MET";
            }
            boolean over = last.equals(reached);
            if (over && actual != null && (!actual.isAtLeast() || bugs.contains(Bug.MISSED_BY_A_LOWER_BOUND))) {
                return "MISSED";
            }
            long days = ChronoUnit.DAYS.between(last.atEndOfMonth(), d);
            int most = bugs.contains(Bug.TARGET_OPEN_FOR_44_DAYS) ? 44 : 45;
            return !over && days <= most ? "OPEN" : "UNKNOWN";
        }

        private boolean isMet(long units) {
            return actual != null
                    && (bugs.contains(Bug.MET_BY_MORE_ONLY) ? actual.units() > units : actual.units() >= units);
        }

        /** "the first month of the run at which the running sum of known del reaches units, else the run's last" */
        private String metIn(long units) {
            if (!isMet(units)) {
                return null;
            }
            YearMonth month = brand.runningSumReaches(units, first, reached);
            return Objects.requireNonNullElse(month, reached).toString();
        }

        /** "every figure that such statements gave, in published order, each once" */
        private List<Map<String, Object>> steps() {
            Map<Long, Statement<Target>> byUnits = new LinkedHashMap<>();
            for (Statement<Target> statement : inOrder) {
                if (bugs.contains(Bug.STEPS_OF_THE_HOLDING_SOURCE)
                        && !statement.source().equals(holds.source())) {
                    continue;
                }
                byUnits.putIfAbsent(statement.said().units(), statement);
            }
            List<Map<String, Object>> steps = new ArrayList<>();
            byUnits.forEach((units, statement) -> {
                boolean open = !isMet(units) && r != null && holds.said().isYear() && first.getYear() == r.getYear();
                YearMonth reach = open ? brand.reachMonth(r, units) : null;
                Map<String, Object> step = new LinkedHashMap<>();
                step.put("units", units);
                step.put("published_on", statement.date().toString());
                step.put("source", statement.source());
                step.put("met_in", metIn(units));
                step.put("reach_month", reach == null ? null : reach.toString());
                steps.add(step);
            });
            return steps;
        }
    }
}
