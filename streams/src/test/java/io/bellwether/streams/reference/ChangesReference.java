package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Retraction;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/figures.md#changes: "every month total, metric, target status and commitment status that differs", by comparing two
 * answers. The events are given for month totals; of all else they are null: what a metric stands on is not told here.
 */
final class ChangesReference {

    private final Snapshot before;
    private final Snapshot after;
    private final List<Map<String, Object>> changes = new ArrayList<>();

    ChangesReference(Snapshot before, Snapshot after) {
        this.before = before;
        this.after = after;
    }

    List<Map<String, Object>> list() {
        Set<String> brands = new TreeSet<>(Statement::byCodePoints);
        brands.addAll(before.brands().keySet());
        brands.addAll(after.brands().keySet());
        for (String brand : brands) {
            BrandReference old = before.brands().get(brand);
            BrandReference now = after.brands().get(brand);
            Set<String> models = new TreeSet<>(Statement::byCodePoints);
            Stream.of(old, now).filter(Objects::nonNull).forEach(each -> models.addAll(each.models()));
            subject(brand, old, now, null, null);
            // Another spelling is no change
            for (String model : models) {
                boolean still = now != null && now.models().contains(model);
                subject(brand, old, now, model, (still ? now : old).shown(model));
            }
        }
        statuses("target:", "period", before.targets(), after.targets());
        statuses("commitment:", null, before.commitments(), after.commitments());
        return changes;
    }

    private void subject(String brand, BrandReference old, BrandReference now, String model, String shown) {
        for (Measure measure : Measure.values()) {
            Map<YearMonth, Total> then = totals(old, model, measure);
            Map<YearMonth, Total> later = totals(now, model, measure);
            Set<YearMonth> months = new TreeSet<>(then.keySet());
            months.addAll(later.keySet());
            for (YearMonth month : months) {
                Total a = then.get(month);
                Total b = later.get(month);
                Long from = a == null ? null : a.units();
                Long to = b == null ? null : b.units();
                if (!Objects.equals(from, to)) {
                    change(brand, shown, measure.name(), month.toString(), from, to, events(brand, a, b));
                }
            }
        }
        Map<String, Object> then = metrics(old, model);
        Map<String, Object> later = metrics(now, model);
        BrandReference.NAMES.forEach(name -> {
            if (!Objects.equals(then.get(name), later.get(name))) {
                change(brand, shown, name, null, then.get(name), later.get(name), null);
            }
        });
    }

    private static Map<YearMonth, Total> totals(BrandReference brand, String model, Measure measure) {
        boolean known = brand != null && (model == null || brand.models().contains(model));
        return known ? brand.totals().series(model, measure).totals() : Map.of();
    }

    private static Map<String, Object> metrics(BrandReference brand, String model) {
        boolean known = brand != null && (model == null || brand.models().contains(model));
        return known ? brand.metrics(model) : new HashMap<>();
    }

    /**
     * "the events published after FROM and up to TO that the new value stands on and the old did not, that superseded
     * one of the old's, or that retracted one"
     */
    private List<String> events(String brand, Total old, Total now) {
        Set<Statement<Sales>> stoodOn = old == null ? Set.of() : old.counted();
        Set<String> ids = stoodOn.stream().map(Statement::eventId).collect(Collectors.toSet());
        Set<Object> identities = stoodOn.stream().map(MonthTotals::identity).collect(Collectors.toSet());
        Set<String> events = new LinkedHashSet<>();
        if (now != null) {
            now.counted().stream()
                    .filter(s -> !ids.contains(s.eventId()) && isBetween(s))
                    .forEach(s -> events.add(s.eventId()));
        }
        List<Statement<Object>> ofBrand = after.events().stream()
                .filter(s -> s.brand().equals(brand) && isBetween(s))
                .toList();
        Statement.saying(Sales.class, ofBrand).stream()
                .filter(s -> identities.contains(MonthTotals.identity(s)))
                .forEach(s -> events.add(s.eventId()));
        Statement.saying(Retraction.class, ofBrand).stream()
                .filter(s -> ids.contains(s.said().getEventId()))
                .forEach(s -> events.add(s.eventId()));
        return events.stream().sorted(Statement::byCodePoints).toList();
    }

    private boolean isBetween(Statement<?> event) {
        return event.date().isAfter(before.day()) && !event.date().isAfter(after.day());
    }

    private void statuses(String prefix, String figure, List<Map<String, Object>> old, List<Map<String, Object>> now) {
        Function<Map<String, Object>, List<Object>> key = view -> List.of(
                view.get("brand"),
                prefix + (figure == null ? view.get("technology") + "/" + view.get("stage") : view.get(figure)));
        Map<List<Object>, Object> then = new LinkedHashMap<>();
        old.forEach(view -> then.put(key.apply(view), view.get("status")));
        Map<List<Object>, Object> later = new LinkedHashMap<>();
        now.forEach(view -> later.put(key.apply(view), view.get("status")));
        Set<List<Object>> all = new LinkedHashSet<>(then.keySet());
        all.addAll(later.keySet());
        for (List<Object> each : all) {
            if (!Objects.equals(then.get(each), later.get(each))) {
                change((String) each.get(0), null, (String) each.get(1), null, then.get(each), later.get(each), null);
            }
        }
    }

    private void change(
            String brand, String model, String figure, String month, Object from, Object to, List<String> events) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("brand", brand);
        change.put("model", model);
        change.put("figure", figure);
        change.put("month", month);
        change.put("before", from);
        change.put("after", to);
        change.put("events", events);
        changes.add(change);
    }
}
