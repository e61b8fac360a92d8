package io.bellwether.streams.store;

import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.statement.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the last steps of alerts are chosen and ordered by, so that a page of them is found without reading any: each has
 * its evidence with it, and may be large. In memory, built again when the task starts. One thread writes, any may read.
 *
 * <p>Bound: a row of some 300 bytes for each rule and subject that ever fired.
 */
public final class AlertIndex {

    private final Map<String, Row> byKey = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, Row> inOrder = new ConcurrentSkipListMap<>(CodePoints.ORDER);

    /**
     * The last step of a rule on a subject.
     *
     * @param key of the store of alerts
     * @param position in the order of the list, the newest first; different for any two
     */
    public record Row(
            String key,
            String position,
            boolean isOpen,
            @Nullable String brand,
            String rule,
            String severity) {}

    /**
     * Asks for rows in their order.
     *
     * @param after only what is behind this position; null for all
     * @param limit so many at most
     */
    public record Select(Predicate<Row> filter, @Nullable String after, int limit) implements Query<List<Row>> {}

    /** Takes in the last step of a rule on a subject, in place of the one before. */
    public void put(String key, AlertTransition step) {
        String position = position(
                step.updatedAtMicros(),
                step.rule(),
                step.subject().name(),
                step.subject().scope().name());
        Row row = new Row(
                key,
                position,
                step.isOpen(),
                step.subject().brand(),
                step.rule(),
                step.severity().name());
        Row before = byKey.put(key, row);
        if (before != null && !before.position.equals(position)) {
            inOrder.remove(before.position, before);
        }
        inOrder.put(position, row);
    }

    /** The rule of an alert has another name. */
    public void remove(String key) {
        Row before = byKey.remove(key);
        if (before != null) {
            inOrder.remove(before.position, before);
        }
    }

    /** Where a step stands in the list: the newest first, then by rule, subject and scope. */
    public static String position(long updatedAtMicros, String rule, String subject, String scope) {
        return String.join("\n", String.format("%019d", Long.MAX_VALUE - updatedAtMicros), rule, subject, scope);
    }

    List<Row> select(Select select) {
        List<Row> rows = new ArrayList<>();
        var from = select.after == null ? inOrder : inOrder.tailMap(select.after, false);
        for (Row row : from.values()) {
            if (rows.size() == select.limit) {
                break;
            }
            if (select.filter.test(row)) {
                rows.add(row);
            }
        }
        return rows;
    }
}
