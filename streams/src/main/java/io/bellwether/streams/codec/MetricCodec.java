package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.EvidenceSource;
import io.bellwether.schemas.avro.TotalQualifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Metric sets and evidence to records and back. */
public final class MetricCodec {

    private static final Metric[] METRICS = Metric.values();
    private static final int[] POSITIONS = positions();

    private MetricCodec() {}

    private static int[] positions() {
        Schema schema = io.bellwether.schemas.avro.MetricSet.getClassSchema();
        int[] positions = new int[METRICS.length];
        for (Metric metric : METRICS) {
            positions[metric.ordinal()] = schema.getField(metric.key()).pos();
        }
        return positions;
    }

    /** A metric set as a record. */
    public static io.bellwether.schemas.avro.MetricSet record(MetricSet metrics) {
        var set = new io.bellwether.schemas.avro.MetricSet();
        for (Metric metric : METRICS) {
            Object value = metrics.value(metric);
            Object shown =
                    value instanceof Qualifier qualifier ? WireEnums.QUALIFIERS.of(qualifier) : metrics.shown(metric);
            set.put(POSITIONS[metric.ordinal()], shown);
        }
        return set;
    }

    /** The inverse of {@link #record(MetricSet)}. */
    public static MetricSet of(io.bellwether.schemas.avro.MetricSet set) {
        Map<Metric, Object> values = new EnumMap<>(Metric.class);
        for (Metric metric : METRICS) {
            Object value = set.get(POSITIONS[metric.ordinal()]);
            if (value instanceof TotalQualifier qualifier) {
                values.put(metric, WireEnums.TO_QUALIFIERS.of(qualifier));
            } else if (value != null) {
                values.put(
                        metric,
                        switch (metric.kind()) {
                            case MONTH -> Months.parse((String) value);
                            case QUARTER -> Months.parseQuarter((String) value);
                            case DATE -> LocalDate.parse((String) value);
                            default -> value;
                        });
            }
        }
        return MetricSet.of(values);
    }

    /** Evidence as records of a topic, see {@link EvidenceBudget}. */
    public static List<io.bellwether.schemas.avro.Evidence> published(List<Evidence> evidence) {
        return EvidenceBudget.fit(records(evidence));
    }

    /** Evidence as records. */
    public static List<io.bellwether.schemas.avro.Evidence> records(List<Evidence> evidence) {
        var records = new ArrayList<io.bellwether.schemas.avro.Evidence>(evidence.size());
        for (Evidence value : evidence) {
            List<EvidenceSource> sources = new ArrayList<>(value.sources().size());
            for (Evidence.Source source : value.sources()) {
                Provenance newest = source.newest();
                sources.add(new EvidenceSource(
                        newest.source(),
                        WireEnums.TIERS.of(source.tier()),
                        WireEnums.QUALIFIERS.of(source.qualifier()),
                        StatementCodec.instant(newest.publishedAtMicros()),
                        newest.url(),
                        source.eventIds(),
                        source.statementCount()));
            }
            records.add(new io.bellwether.schemas.avro.Evidence(
                    value.name(),
                    value.period(),
                    value.value(),
                    WireEnums.QUALIFIERS.of(value.qualifier()),
                    sources,
                    value.metrics().stream().sorted().toList()));
        }
        return records;
    }

    /** The inverse of {@link #records}; of the newest statement of a source its event id is not kept apart. */
    public static List<Evidence> evidence(List<io.bellwether.schemas.avro.Evidence> records) {
        List<Evidence> evidence = new ArrayList<>(records.size());
        for (var value : records) {
            List<Evidence.Source> sources = new ArrayList<>(value.getSources().size());
            for (EvidenceSource source : value.getSources()) {
                sources.add(new Evidence.Source(
                        WireEnums.TO_QUALIFIERS.of(source.getQualifier()),
                        new Provenance(
                                source.getEventIds().get(0),
                                StatementCodec.micros(source.getPublishedAt()),
                                source.getSource(),
                                WireEnums.TO_TIERS.of(source.getSourceTier()),
                                source.getUrl()),
                        WireEnums.TO_TIERS.of(source.getSourceTier()),
                        source.getEventIds(),
                        source.getStatementCount()));
            }
            @Nullable Double amount = value.getValue();
            evidence.add(new Evidence(
                    value.getName(),
                    value.getPeriod(),
                    amount,
                    WireEnums.TO_QUALIFIERS.of(value.getQualifier()),
                    sources,
                    Set.copyOf(value.getMetrics())));
        }
        return evidence;
    }
}
