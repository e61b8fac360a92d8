package io.bellwether.consumer.text;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.schemas.avro.TotalQualifier;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats an alert as a paragraph.
 *
 * <pre>
 * WARNING opened  DATA_GAP  nio
 *   since 2025-02-15 08:00 UTC
 *   No deliveries of January 2025 yet.
 *   days_since_month_end: 15 (rule: >= 15)
 *   DELIVERIES 2024-12: at least 31,000
 *     nio-ir (OFFICIAL), 2025-01-01, https://...
 * </pre>
 */
public final class AlertText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";
    private static final String DIM = "\u001B[2m";

    private final boolean colours;

    AlertText(boolean colours) {
        this.colours = colours;
    }

    /** The paragraph, each line ended, without an empty line after it. */
    String paragraph(Alert alert) {
        StringBuilder text = new StringBuilder();
        String head = alert.getSeverity() + " " + alert.getStatus().name().toLowerCase(Locale.ROOT);
        text.append(painted(colour(alert), head))
                .append("  ")
                .append(TerminalText.line(alert.getRule()))
                .append("  ")
                .append(painted(BOLD, TerminalText.line(alert.getSubject())))
                .append('\n');
        line(text, "  ", times(alert));
        line(text, "  ", TerminalText.line(alert.getMessage()));
        if (!alert.getCause().isEmpty()) {
            line(text, "  ", TerminalText.line(alert.getCause()));
        }
        alert.getValues().forEach(value -> line(text, "  ", value(value)));
        for (Evidence evidence : alert.getEvidence()) {
            line(text, "  ", evidence(evidence));
            evidence.getSources().forEach(source -> line(text, "    ", painted(DIM, source(source))));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, String content) {
        text.append(indent).append(content).append('\n');
    }

    private static String times(Alert alert) {
        String since = since(alert);
        return alert.getUpdatedAt().equals(alert.getOpenedAt())
                ? since
                : since + ", " + alert.getStatus().name().toLowerCase(Locale.ROOT) + " " + minute(alert.getUpdatedAt());
    }

    /** The day on which it began, where that is not the one on which it was seen to open. */
    private static String since(Alert alert) {
        String opened = minute(alert.getOpenedAt());
        LocalDate began = alert.getBeganOn();
        if (began == null
                || (!alert.getBeganBefore() && DAY.format(alert.getOpenedAt()).equals(began.toString()))) {
            return "since " + opened;
        }
        return "since " + began + (alert.getBeganBefore() ? " or before" : "") + ", seen " + opened;
    }

    public static String value(AlertValue value) {
        String shown = TerminalText.line(value.getMetric()) + ": " + FigureText.of(TerminalText.line(value.getValue()));
        return value.getThreshold() == null
                ? shown
                : shown + " (rule: " + TerminalText.line(value.getThreshold()) + ")";
    }

    public static String evidence(Evidence evidence) {
        String shown = TerminalText.line(evidence.getName()) + " " + TerminalText.line(evidence.getPeriod());
        Double value = evidence.getValue();
        return value == null ? shown : shown + ": " + qualified(value, evidence.getQualifier());
    }

    private static String source(EvidenceSource source) {
        StringBuilder text = new StringBuilder()
                .append(TerminalText.line(source.getSource()))
                .append(" (")
                .append(source.getSourceTier())
                .append("), ")
                .append(DAY.format(source.getPublishedAt()));
        if (source.getStatementCount() > 1) {
            text.append(", ").append(source.getStatementCount()).append(" statements");
        }
        if (source.getUrl() != null) {
            text.append(", ").append(TerminalText.line(source.getUrl()));
        }
        return text.toString();
    }

    private static String qualified(double value, TotalQualifier qualifier) {
        return switch (qualifier) {
            case EXACT -> number(value);
            case AT_LEAST -> "at least " + number(value);
            case ESTIMATE -> "about " + number(value);
            case DERIVED -> number(value) + " (derived from the quarter)";
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "unknown";
        }
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(BigDecimal.valueOf(value));
    }

    private static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    private static String colour(Alert alert) {
        if (alert.getStatus() == AlertStatus.RESOLVED) {
            return "\u001B[32m";
        }
        return alert.getSeverity() == Severity.CRITICAL
                ? "\u001B[1;31m"
                : alert.getSeverity() == Severity.WARNING ? "\u001B[33m" : "\u001B[36m";
    }

    private String painted(String code, String text) {
        return colours ? code + text + RESET : text;
    }
}
