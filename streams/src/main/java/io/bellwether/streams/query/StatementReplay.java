package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.ledger.Restatements;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.EventContent;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MetricCodec;
import io.bellwether.streams.codec.MonthCodec;
import io.bellwether.streams.codec.StatementCodec;
import io.bellwether.streams.processor.EventDecoder;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.StatementStore;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Brands as they were known on a past day: folded from the pages of kept statements, without what was published later.
 * Not for several threads.
 */
final class StatementReplay {

    /** Asks the store of statements. */
    interface Pages extends Function<RangeQuery<Bytes, byte[]>, KeyValueIterator<Bytes, byte[]>> {}

    private final EventDecoder decoder;

    StatementReplay(TopologyConfig config) {
        this.decoder = new EventDecoder(config.topics(), config.serdes());
    }

    /** The ledger of a brand as of a day; null if nothing was published by then. */
    @Nullable
    BrandLedger ledger(String brand, LocalDate asOf, Pages pages) {
        BrandLedger ledger = new BrandLedger(brand);
        boolean[] any = {false};
        statements(brand, pages, statement -> {
            if (statement.provenance().epochDay() <= asOf.toEpochDay()) {
                ledger.add(statement);
                any[0] = true;
            }
        });
        return any[0] ? ledger : null;
    }

    /** The months of a measure; see {@link StateQuery.Months}. */
    List<Entry> months(StateQuery.Months question, Pages pages) {
        BrandLedger ledger = new BrandLedger(question.brand());
        MonthSeries series = new MonthSeries(question.subject());
        Restatements restatements = new Restatements(question.subject());
        boolean ofRegion = question.subject().region() != null;
        boolean ofBrand = !ofRegion && question.subject().model() == null;
        LocalDate asOf = question.asOf() == null ? LocalDate.MAX : question.asOf();
        SortedMap<LocalDate, List<Statement>> days = days(question.brand(), asOf, pages);
        days.forEach((day, statements) -> {
            statements.forEach(statement -> {
                ledger.add(statement);
                series.add(statement);
            });
            if (!ofRegion) {
                restatements.endOfDay(day, ledger, series.told());
            }
        });
        List<Entry> entries = new ArrayList<>();
        if (!days.isEmpty()) {
            entries.add(new Entry("", new byte[0]));
        }
        int to = question.to() == null ? series.last() : month(question.to());
        int from = question.from() == null ? Integer.MIN_VALUE : month(question.from());
        for (MonthSeries.Month month : series.months(ledger, Math.max(from, to - question.limit() + 1), to)) {
            Long capacity = ofBrand ? ledger.capacity(month.month()) : null;
            BrandMonth record = MonthCodec.record(month, restatements.of(month.month()), capacity);
            entries.add(new Entry(record.getMonth(), Encoding.BRAND_MONTH.encode(record)));
        }
        return entries;
    }

    /** What was said of a brand by a day, by the day on which it was said, in published order. */
    private SortedMap<LocalDate, List<Statement>> days(String brand, LocalDate asOf, Pages pages) {
        SortedMap<LocalDate, List<Statement>> days = new TreeMap<>();
        statements(brand, pages, statement -> {
            LocalDate day = statement.provenance().date();
            if (!day.isAfter(asOf)) {
                days.computeIfAbsent(day, key -> new ArrayList<>()).add(statement);
            }
        });
        days.values().forEach(statements -> statements.sort(Comparator.comparing(Statement::provenance)));
        return days;
    }

    /** The latest months of a measure with their totals; see {@link StateQuery.Totals}. */
    static List<Entry> totals(StateQuery.Totals question, BrandLedger ledger) {
        List<Entry> entries = new ArrayList<>();
        Integer last = ledger.lastMonth(question.measure());
        int to = last == null ? 0 : last;
        for (int month = to - question.months() + 1; last != null && month <= to; month++) {
            Total total = ledger.total(question.measure(), null, month);
            if (total != null) {
                BrandMonth record = MonthCodec.record(month, total, ledger.isClosed(month));
                entries.add(new Entry(ledger.brand(), Encoding.BRAND_MONTH.encode(record)));
            }
        }
        return entries;
    }

    /** What the market was told of a brand and its models, day by day; see {@link StateQuery.Course}. */
    List<Entry> course(String brand, StateQuery.Course question, Pages pages) {
        BrandLedger ledger = new BrandLedger(brand);
        SortedMap<LocalDate, List<Statement>> days = days(brand, question.asOf(), pages);
        int skipped = Math.max(0, days.size() - StateQuery.Course.MAX_DAYS);
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<LocalDate, List<Statement>> day : days.entrySet()) {
            day.getValue().forEach(ledger::add);
            if (skipped-- > 0) {
                continue;
            }
            for (String model : ledger.changedModels()) {
                ModelMetrics metrics = metrics(ledger, model, Evidence.Limit.PUBLISHED);
                entries.add(
                        new Entry(day.getKey() + "/" + brand + "/" + model, Encoding.MODEL_METRICS.encode(metrics)));
            }
            BrandSummary standing = ledger.summary();
            BrandMetrics metrics = metrics(ledger, standing, Evidence.Limit.PUBLISHED);
            entries.add(new Entry(
                    day.getKey() + "/" + brand,
                    Encoding.BRAND_SUMMARY.encode(BrandSummaryCodec.record(standing, metrics))));
            ledger.clearChanges();
        }
        return entries;
    }

    private static int month(YearMonth month) {
        return Months.of(month.atDay(1));
    }

    /** Shows what was said of a brand, in the order of arrival: of an event id what came first. */
    private void statements(String brand, Pages pages, Consumer<Statement> action) {
        Set<EventId> shown = new HashSet<>();
        try (KeyValueIterator<Bytes, byte[]> found = pages.apply(StatementStore.pagesOf(brand))) {
            StatementStore.visit(brand, found, (name, kind, value) -> {
                Statement statement = StatementCodec.of(decoder.decodeAccepted(kind, value));
                if (shown.add(statement.provenance().id())) {
                    action.accept(statement);
                }
            });
        }
    }

    /** Which of the events are kept, with their contents; see {@link StateQuery.Known}. */
    List<Entry> known(StateQuery.Known question, Pages pages) {
        Set<String> wanted = new HashSet<>(question.eventIds());
        List<Entry> known = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = pages.apply(StatementStore.pagesOf(question.brand()))) {
            StatementStore.visit(question.brand(), found, (name, kind, value) -> {
                SpecificRecord event = decoder.decodeAccepted(kind, value);
                String id = EventFields.id(event);
                if (wanted.remove(id)) {
                    byte[] content = ByteBuffer.allocate(Long.BYTES)
                            .putLong(EventContent.fingerprint(event))
                            .array();
                    known.add(new Entry(id, content));
                }
            });
        }
        return known;
    }

    static BrandMetrics metrics(BrandLedger ledger, BrandSummary standing, Evidence.Limit limit) {
        return new BrandMetrics(
                ledger.brand(),
                StatementCodec.instant(ledger.newestMicros()),
                MetricCodec.record(standing.metrics()),
                MetricCodec.records(ledger.evidence(standing.metrics(), limit)));
    }

    static ModelMetrics metrics(BrandLedger ledger, String model, Evidence.Limit limit) {
        MetricSet set = ledger.modelMetrics(model);
        return new ModelMetrics(
                ledger.brand(),
                model,
                MetricCodec.record(set),
                MetricCodec.records(ledger.modelEvidence(model, set, limit)));
    }

    static BrandSummaryRecord summary(BrandLedger ledger) {
        BrandSummary standing = ledger.summary();
        return BrandSummaryCodec.record(standing, metrics(ledger, standing, Evidence.Limit.ASKED));
    }
}
