package io.bellwether.consumer;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TotalQualifier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Alerts to test with: single ones, and a whole topic made from a seed. */
public final class SampleAlerts {

    public static final Instant OPENED_AT = Instant.parse("2025-02-15T08:00:00Z");
    public static final Origin ORIGIN = new Origin("cluster-a", "topic-id-a", "market.alerts");

    private SampleAlerts() {}

    public static Alert.Builder builder() {
        return Alert.newBuilder()
                .setAlertId("alert-1")
                .setSequence(1)
                .setRule("DELIVERY_BOTTLENECK")
                .setRuleVersion("1")
                .setScope("model")
                .setSubject("xiaomi/SU7")
                .setBrand("xiaomi")
                .setModel("SU7")
                .setTechnology(null)
                .setSeverity(Severity.WARNING)
                .setStatus(AlertStatus.OPENED)
                .setOpenedAt(OPENED_AT)
                .setUpdatedAt(OPENED_AT)
                .setBeganOn(LocalDate.parse("2025-02-15"))
                .setCause("")
                .setChangedBy(List.of())
                .setLabels(Map.of("team", "demand"))
                .setMessage("Orders outrun production: a wait of 24 weeks at 105 % of capacity.")
                .setValues(List.of(
                        new AlertValue("lead_time_weeks", "24", ">= 8"),
                        new AlertValue("capacity_utilisation", "1.05", ">= 0.9"),
                        new AlertValue("book_to_bill", "unknown", null)))
                .setEvidence(List.of(
                        evidence("DELIVERIES", "2025-01", 20_000.0, TotalQualifier.AT_LEAST, source("xiaomi-ev", 1)),
                        evidence("CAPACITY", "2025-01-01", 12_500.5, TotalQualifier.EXACT, source("xiaomi-ev", 3)),
                        evidence("DELIVERIES", "2024-12", 25_815.0, TotalQualifier.DERIVED),
                        evidence("VLA ANNOUNCED", "2025-01-09", null, TotalQualifier.EXACT, source("xiaomi-ev", 1))));
    }

    public static Evidence evidence(
            String name, String period, Double value, TotalQualifier qualifier, EvidenceSource... sources) {
        return new Evidence(name, period, value, qualifier, List.of(sources), List.of("deliveries_mom"));
    }

    public static EvidenceSource source(String source, int statements) {
        return new EvidenceSource(
                source,
                SourceTier.OFFICIAL,
                TotalQualifier.AT_LEAST,
                Instant.parse("2025-02-01T02:00:00Z"),
                statements == 1 ? "https://example.org/a?b=1" : null,
                List.of("event-1"),
                statements);
    }

    public static Alert alert(String id, int sequence, Severity severity, AlertStatus status) {
        return builder()
                .setAlertId(id)
                .setSequence(sequence)
                .setSeverity(severity)
                .setStatus(status)
                .build();
    }

    /** A sample about another subject. */
    public static Alert about(String subject, Alert alert) {
        return builder()
                .setAlertId(alert.getAlertId())
                .setMessage(alert.getMessage())
                .setSequence(alert.getSequence())
                .setStatus(alert.getStatus())
                .setSeverity(alert.getSeverity())
                .setUpdatedAt(alert.getUpdatedAt())
                .setSubject(subject)
                .build();
    }

    public static PositionedAlert at(int partition, long offset, Alert alert) {
        return new PositionedAlert(partition, offset, alert);
    }

    /**
     * A topic's transitions by partition. Episodes interleave; offsets have gaps, as transaction markers leave them.
     *
     * @param size number of transitions in all
     */
    public static Map<Integer, List<PositionedAlert>> topic(long seed, int partitions, int size) {
        Random random = new Random(seed);
        Map<Integer, List<PositionedAlert>> topic = new HashMap<>();
        Map<Integer, Long> ends = new HashMap<>();
        List<Alert> open = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Alert next;
            if (open.isEmpty() || random.nextInt(3) == 0) {
                next = builder()
                        .setAlertId("alert-" + seed + "-" + i)
                        .setMessage("Nachfrage \u00fcber Kapazit\u00e4t \u8f66 \"" + i + "\"\nzweite Zeile")
                        .build();
                open.add(next);
            } else {
                int which = random.nextInt(open.size());
                next = after(open.get(which), random);
                if (next.getStatus() == AlertStatus.RESOLVED) {
                    open.remove(which);
                } else {
                    open.set(which, next);
                }
            }
            int partition = Math.floorMod(next.getAlertId().hashCode(), partitions);
            long offset = ends.getOrDefault(partition, 0L) + (random.nextInt(4) == 0 ? 1 : 0);
            ends.put(partition, offset + 1);
            topic.computeIfAbsent(partition, p -> new ArrayList<>()).add(at(partition, offset, next));
        }
        return topic;
    }

    private static Alert after(Alert alert, Random random) {
        boolean resolved = random.nextBoolean();
        Severity other = alert.getSeverity() == Severity.WARNING ? Severity.CRITICAL : Severity.WARNING;
        return builder()
                .setAlertId(alert.getAlertId())
                .setMessage(alert.getMessage())
                .setSequence(alert.getSequence() + 1)
                .setStatus(resolved ? AlertStatus.RESOLVED : AlertStatus.CHANGED)
                .setSeverity(resolved ? alert.getSeverity() : other)
                .setUpdatedAt(alert.getUpdatedAt().plus(Duration.ofDays(1)))
                .build();
    }

    /** The next batch of a topic for somebody who has read up to {@code next}; empty at its end. */
    public static AlertBatch batch(
            Map<Integer, List<PositionedAlert>> topic, Map<Integer, Long> next, Random random, int greatest) {
        List<PositionedAlert> transitions = new ArrayList<>();
        Map<Integer, Long> after = new HashMap<>(next);
        topic.forEach((partition, records) -> {
            int limit = 1 + random.nextInt(greatest);
            records.stream()
                    .filter(record -> record.offset() >= next.getOrDefault(partition, 0L))
                    .limit(limit)
                    .forEach(record -> {
                        transitions.add(record);
                        after.put(partition, record.offset() + 1);
                    });
        });
        return new AlertBatch(transitions, after);
    }
}
