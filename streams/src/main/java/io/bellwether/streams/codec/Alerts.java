package io.bellwether.streams.codec;

import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import io.bellwether.streams.domain.AlertTransition;
import io.bellwether.streams.domain.Rule;
import io.bellwether.streams.domain.Scope;
import io.bellwether.streams.domain.Severity;
import io.bellwether.streams.domain.SubjectId;
import java.util.Locale;

/** Steps of alerts to records and back. */
public final class Alerts {

    private static final Enums<Severity, io.bellwether.schemas.avro.Severity> SEVERITIES =
            new Enums<>(Severity.class, io.bellwether.schemas.avro.Severity.class);
    private static final Enums<io.bellwether.schemas.avro.Severity, Severity> TO_SEVERITIES =
            new Enums<>(io.bellwether.schemas.avro.Severity.class, Severity.class);
    private static final Enums<AlertTransition.Status, AlertStatus> STATUSES =
            new Enums<>(AlertTransition.Status.class, AlertStatus.class);
    private static final Enums<AlertStatus, AlertTransition.Status> TO_STATUSES =
            new Enums<>(AlertStatus.class, AlertTransition.Status.class);

    private Alerts() {}

    /** A step as a record. */
    public static Alert record(AlertTransition step) {
        SubjectId subject = step.subject();
        return new Alert(
                step.alertId(),
                step.sequence(),
                step.rule(),
                step.ruleVersion(),
                subject.scope().name().toLowerCase(Locale.ROOT),
                subject.name(),
                subject.brand(),
                subject.model(),
                subject.technology(),
                SEVERITIES.of(step.severity()),
                STATUSES.of(step.status()),
                Statements.instant(step.openedAtMicros()),
                Statements.instant(step.updatedAtMicros()),
                step.message(),
                step.values().stream()
                        .map(value -> new AlertValue(value.fact(), value.value(), value.threshold()))
                        .toList(),
                Metrics.records(step.evidence()),
                step.cause(),
                Metrics.records(step.changedBy()),
                step.labels(),
                null);
    }

    /** The same, seen by somebody. */
    public static Alert acknowledged(Alert alert, Acknowledgement by) {
        return new Alert(
                alert.getAlertId(),
                alert.getSequence(),
                alert.getRule(),
                alert.getRuleVersion(),
                alert.getScope(),
                alert.getSubject(),
                alert.getBrand(),
                alert.getModel(),
                alert.getTechnology(),
                alert.getSeverity(),
                alert.getStatus(),
                alert.getOpenedAt(),
                alert.getUpdatedAt(),
                alert.getMessage(),
                alert.getValues(),
                alert.getEvidence(),
                alert.getCause(),
                alert.getChangedBy(),
                alert.getLabels(),
                by);
    }

    /** The inverse of {@link #record}. */
    public static AlertTransition of(Alert alert) {
        return new AlertTransition(
                alert.getAlertId(),
                alert.getSequence(),
                alert.getRule(),
                alert.getRuleVersion(),
                alert.getLabels(),
                new SubjectId(
                        Scope.valueOf(alert.getScope().toUpperCase(Locale.ROOT)),
                        alert.getSubject(),
                        alert.getBrand(),
                        alert.getModel(),
                        alert.getTechnology()),
                TO_SEVERITIES.of(alert.getSeverity()),
                TO_STATUSES.of(alert.getStatus()),
                Statements.micros(alert.getOpenedAt()),
                Statements.micros(alert.getUpdatedAt()),
                alert.getMessage(),
                alert.getCause(),
                alert.getValues().stream()
                        .map(value -> new Rule.Value(value.getMetric(), value.getValue(), value.getThreshold()))
                        .toList(),
                Metrics.evidence(alert.getEvidence()),
                Metrics.evidence(alert.getChangedBy()));
    }
}
