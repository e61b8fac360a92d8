package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was promised and what became of it (docs/figures.md#commitments), in the shape of the API's answer. */
final class CommitmentsReference {

    private record Promise(String brand, String technology, Stage stage) {}

    private final LocalDate d;
    private final Set<Bug> bugs;
    private final List<Statement<TechnologyMilestone>> milestones;

    CommitmentsReference(LocalDate d, Collection<Statement<Object>> events, Set<Bug> bugs) {
        this.d = d;
        this.bugs = bugs;
        this.milestones = Statement.saying(TechnologyMilestone.class, events);
    }

    /** By brand, technology and stage. */
    List<Map<String, Object>> list() {
        Comparator<Promise> order = Comparator.comparing(Promise::brand, Statement::byCodePoints)
                .thenComparing(Promise::technology, Statement::byCodePoints)
                .thenComparing(Promise::stage);
        return milestones.stream()
                .filter(m -> m.said().getDueBy() != null)
                .collect(Collectors.groupingBy(
                        m -> new Promise(
                                m.brand(), m.said().getTechnology(), m.said().getStage()),
                        () -> new TreeMap<>(order),
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(promise -> commitment(promise.getKey(), promise.getValue()))
                .toList();
    }

    /** "the promises in published order give first_due_by, due_by and promised coverage (the newest's), slips" */
    private Map<String, Object> commitment(Promise promise, List<Statement<TechnologyMilestone>> statements) {
        List<TechnologyMilestone> inOrder = statements.stream()
                .sorted(Statement.inPublishedOrder(bugs))
                .map(Statement::said)
                .toList();
        TechnologyMilestone first = inOrder.get(0);
        TechnologyMilestone newest = inOrder.get(inOrder.size() - 1);
        Object coverage = MarketReference.coverageOf(newest);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("brand", promise.brand);
        view.put("technology", promise.technology);
        view.put("stage", promise.stage.name());
        view.put("coverage", coverage);
        view.put("first_due_by", first.getDueBy().toString());
        view.put("due_by", newest.getDueBy().toString());
        view.put("slips", slips(inOrder));
        view.put(
                "status",
                status(
                        bugs.contains(Bug.KEPT_BY_THE_FIRST_DATE) ? first.getDueBy() : newest.getDueBy(),
                        metOn(promise, coverage, dateOfFirst(statements))));
        return view;
    }

    /** "how often due_by moved later" */
    private int slips(List<TechnologyMilestone> inOrder) {
        return (int) IntStream.range(1, inOrder.size())
                .filter(i -> {
                    LocalDate before = inOrder.get(i - 1).getDueBy();
                    LocalDate after = inOrder.get(i).getDueBy();
                    return after.isAfter(before) || (bugs.contains(Bug.ANY_MOVE_IS_A_SLIP) && after.isBefore(before));
                })
                .count();
    }

    /**
     * "met on the day of the earliest fact (no promise) of that technology with that stage or a higher one and, where the promise
     * names a coverage, with at least that coverage"
     */
    private LocalDate metOn(Promise promise, Object coverage, LocalDate promised) {
        return milestones.stream()
                .filter(m -> m.said().getDueBy() == null)
                .filter(m -> m.brand().equals(promise.brand)
                        && m.said().getTechnology().equals(promise.technology))
                .filter(m -> bugs.contains(Bug.EXACT_STAGE_ONLY)
                        ? m.said().getStage() == promise.stage
                        : m.said().getStage().compareTo(promise.stage) >= 0)
                .filter(m -> coverage == null
                        || bugs.contains(Bug.PROMISED_COVERAGE_IGNORED)
                        || covers(MarketReference.coverageOf(m.said()), coverage))
                .map(Statement::day)
                .filter(day -> !day.isBefore(promised) || !bugs.contains(Bug.READ_PROMISE_MET_ONLY_AFTERWARDS))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static LocalDate dateOfFirst(List<Statement<TechnologyMilestone>> statements) {
        return statements.stream()
                .map(Statement::date)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** "NATIONWIDE is more than any number" */
    private boolean covers(Object reached, Object promised) {
        if (reached == null) {
            return false;
        }
        if (reached.equals(MarketReference.NATIONWIDE)) {
            return true;
        }
        return promised instanceof Integer cities
                ? (Integer) reached >= cities
                : bugs.contains(Bug.NUMBER_BEATS_NATIONWIDE);
    }

    /** "KEPT: met on or before due_by; KEPT_LATE: met after; OVERDUE: not met and D > due_by; else PENDING" */
    private String status(LocalDate dueBy, LocalDate metOn) {
        if (metOn != null) {
            return metOn.isAfter(dueBy) ? "KEPT_LATE" : "KEPT";
        }
        boolean over = d.isAfter(dueBy) || (bugs.contains(Bug.OVERDUE_ON_THE_DAY) && d.equals(dueBy));
        return over ? "OVERDUE" : "PENDING";
    }
}
