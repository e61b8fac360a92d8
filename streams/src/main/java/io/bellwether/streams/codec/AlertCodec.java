package io.bellwether.streams.codec;

import io.bellwether.domain.alert.AlertCause;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import io.bellwether.domain.alert.SubjectId;
import io.bellwether.schemas.Enums;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Steps of alerts to records and back. */
public final class AlertCodec {

    private static final Enums<Severity, io.bellwether.schemas.avro.Severity> SEVERITIES =
            new Enums<>(Severity.class, io.bellwether.schemas.avro.Severity.class);
    private static final Enums<io.bellwether.schemas.avro.Severity, Severity> TO_SEVERITIES =
            new Enums<>(io.bellwether.schemas.avro.Severity.class, Severity.class);
    private static final Enums<AlertTransition.Status, AlertStatus> STATUSES =
            new Enums<>(AlertTransition.Status.class, AlertStatus.class);
    private static final Enums<AlertStatus, AlertTransition.Status> TO_STATUSES =
            new Enums<>(AlertStatus.class, AlertTransition.Status.class);

    private AlertCodec() {}

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
                StatementCodec.instant(step.openedAtMicros()),
                StatementCodec.instant(step.updatedAtMicros()),
                step.message(),
                step.values().stream()
                        .map(value -> new AlertValue(value.fact(), value.value(), value.threshold()))
                        .toList(),
                MetricCodec.published(step.evidence()),
                step.cause(),
                MetricCodec.published(step.changedBy()),
                step.labels(),
                null,
                step.beganOn(),
                step.beganBefore());
    }

    /** The alert with this acknowledgement. */
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
                by,
                alert.getBeganOn(),
                alert.getBeganBefore());
    }

    /** Records of versions that did not write it: the day on which the alert opened. */
    private static LocalDate began(Alert alert) {
        return alert.getBeganOn() == null
                ? LocalDate.ofInstant(alert.getOpenedAt(), ZoneOffset.UTC)
                : alert.getBeganOn();
    }

    /** The inverse of {@link #record}. */
    public static AlertTransition of(Alert alert) {
        return new AlertTransition(
                new AlertTransition.Episode(
                        alert.getAlertId(), alert.getSequence(), StatementCodec.micros(alert.getOpenedAt())),
                new AlertTransition.FiredBy(alert.getRule(), alert.getRuleVersion(), alert.getLabels()),
                new SubjectId(
                        Scope.valueOf(alert.getScope().toUpperCase(Locale.ROOT)),
                        alert.getSubject(),
                        alert.getBrand(),
                        alert.getModel(),
                        alert.getTechnology()),
                TO_STATUSES.of(alert.getStatus()),
                StatementCodec.micros(alert.getUpdatedAt()),
                new OpenDays.Beginning(began(alert), alert.getBeganBefore()),
                new Rule.Finding(
                        TO_SEVERITIES.of(alert.getSeverity()),
                        alert.getMessage(),
                        alert.getValues().stream()
                                .map(value -> new Rule.Value(value.getMetric(), value.getValue(), value.getThreshold()))
                                .toList(),
                        MetricCodec.evidence(alert.getEvidence())),
                new AlertCause(MetricCodec.evidence(alert.getChangedBy()), alert.getCause()));
    }
}
