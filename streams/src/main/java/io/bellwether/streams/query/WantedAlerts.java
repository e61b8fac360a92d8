package io.bellwether.streams.query;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.store.AlertIndex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a query is for; a field that is null excludes none.
 *
 * @param isOpen whether they are open
 * @param brand about this brand
 * @param rule of this rule
 * @param severity of this severity
 */
public record WantedAlerts(
        @Nullable Boolean isOpen,
        @Nullable String brand,
        @Nullable String rule,
        @Nullable Severity severity) {

    static WantedAlerts of(QueryParameters parameters) {
        String severity = parameters.text("severity");
        String open = parameters.text("open");
        return new WantedAlerts(
                open == null ? null : Boolean.valueOf(open),
                parameters.text("brand"),
                parameters.text("rule"),
                severity == null ? null : Severity.valueOf(severity));
    }

    QueryParameters addTo(QueryParameters parameters) {
        return parameters
                .with("open", isOpen)
                .with("brand", brand)
                .with("rule", rule)
                .with("severity", severity);
    }

    /** Whether an alert is wanted. */
    public boolean test(Alert alert) {
        return matches(
                MarketQueries.isOpen(alert),
                alert.getBrand(),
                alert.getRule(),
                alert.getSeverity().name());
    }

    boolean test(AlertIndex.Row row) {
        return matches(row.isOpen(), row.brand(), row.rule(), row.severity());
    }

    private boolean matches(boolean open, @Nullable String ofBrand, String ofRule, String ofSeverity) {
        return (isOpen == null || isOpen == open)
                && (brand == null || brand.equals(ofBrand))
                && (rule == null || rule.equals(ofRule))
                && (severity == null || severity.name().equals(ofSeverity));
    }

    /** Where an alert stands in lists, the newest first: the text that the next page begins behind. */
    public static String position(Alert alert) {
        return AlertIndex.position(
                ChronoUnit.MICROS.between(Instant.EPOCH, alert.getUpdatedAt()),
                alert.getRule(),
                alert.getSubject(),
                alert.getScope().toUpperCase(Locale.ROOT));
    }
}
