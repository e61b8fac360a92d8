package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.ledger.Restatements;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.EventContent;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MetricCodec;
import io.bellwether.streams.codec.MonthCodec;
import io.bellwether.streams.processor.EventDecoder;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.BrandHistory.Kept;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.StatementStore;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Queries the store of statements. */
    interface Pages extends Function<RangeQuery<Bytes, byte[]>, KeyValueIterator<Bytes, byte[]>> {

        /** Called between the steps of an answer; ends it by an exception once it would come too late. */
        default void goOn() {}
    }

    private final EventDecoder decoder;
    private final LedgerReplay replay;

    StatementReplay(TopologyConfig config) {
        this.replay = config.replay();
        this.decoder = new EventDecoder(config.topics(), config.serdes());
    }

    /** The ledger of a brand as of a day; null if nothing was published by then. */
    @Nullable
    BrandLedger ledger(String brand, LocalDate asOf, Pages pages) {
        BrandLedger ledger = replay.fold(brand, Knowledge.asOf(asOf), action -> statements(brand, pages, action));
        return ledger.isEmpty() ? null : ledger;
    }

    /** The months of a measure; see {@link MonthsQuery}. */
    List<Entry> months(MonthsQuery question, Pages pages) {
        MonthSeries series = new MonthSeries(
                question.subject(), spelling -> replay.taxonomy().modelKey(question.brand(), spelling));
        Restatements restatements = new Restatements(question.subject());
        boolean ofRegion = question.subject().region() != null;
        boolean ofBrand = !ofRegion && question.subject().model() == null;
        LocalDate asOf = question.asOf() == null ? LocalDate.MAX : question.asOf();
        BrandLedger[] last = {null};
        replay.byDay(
                question.brand(),
                asOf,
                action -> statements(question.brand(), pages, action),
                (day, statements, ledger) -> {
                    pages.goOn();
                    statements.forEach(series::add);
                    if (!ofRegion) {
                        restatements.endOfDay(day, ledger, series.statedMonths());
                    }
                    last[0] = ledger;
                });
        BrandLedger ledger = last[0];
        if (ledger == null) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("", new byte[0]));
        int to = question.span().to() == null
                ? series.last()
                : month(question.span().to());
        int from = question.span().from() == null
                ? Integer.MIN_VALUE
                : month(question.span().from());
        for (MonthSeries.Month month :
                series.months(ledger, Math.max(from, to - question.span().limit() + 1), to)) {
            Long capacity = ofBrand ? ledger.capacity(month.month()) : null;
            BrandMonth record = MonthCodec.record(month, restatements.of(month.month()), capacity);
            entries.add(new Entry(record.getMonth(), Encoding.BRAND_MONTH.encode(record)));
        }
        return entries;
    }

    /** The latest months of a measure with their totals; see {@link TotalsQuery}. */
    static List<Entry> totals(TotalsQuery question, BrandLedger ledger) {
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

    /** The summaries of a brand and its models, day by day; see {@link CourseQuery}. */
    List<Entry> course(String brand, CourseQuery question, Pages pages) {
        BrandCourse course = new BrandCourse(question.withEvidence());
        replay.byDay(brand, question.asOf(), action -> statements(brand, pages, action), (day, statements, ledger) -> {
            pages.goOn();
            course.endOfDay(day, ledger);
        });
        return course.entries();
    }

    private static int month(YearMonth month) {
        return Months.of(month.atDay(1));
    }

    /** Shows what was said of a brand, in the order of arrival: of an event id what came first. */
    private void statements(String brand, Pages pages, Consumer<Statement> action) {
        Set<EventId> shown = new HashSet<>();
        try (KeyValueIterator<Bytes, byte[]> found = pages.apply(StatementStore.pagesOf(brand))) {
            StatementStore.visit(brand, found, (name, kind, value) -> {
                pages.goOn();
                Statement statement = StatementCodec.of(decoder.decodeAccepted(kind, value));
                if (shown.add(statement.provenance().id())) {
                    action.accept(statement);
                }
            });
        }
    }

    /** Shows on which days something was published of a brand, once for each statement. */
    void days(String brand, Pages pages, Consumer<LocalDate> action) {
        statements(
                brand, pages, statement -> action.accept(statement.provenance().date()));
    }

    /** Which of the events are kept, with their contents; see {@link KnownEventsQuery}. */
    List<Entry> known(KnownEventsQuery question, Pages pages) {
        Set<String> wanted = new HashSet<>(question.eventIds());
        List<Entry> known = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = pages.apply(StatementStore.pagesOf(question.brand()))) {
            StatementStore.visit(question.brand(), found, (name, kind, value) -> {
                pages.goOn();
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

    /** A brand by what is known. */
    BrandHistory history(String brand, Knowledge knowledge, Pages pages) {
        List<Kept> all = new ArrayList<>();
        Set<EventId> known = new HashSet<>();
        try (KeyValueIterator<Bytes, byte[]> found = pages.apply(StatementStore.pagesOf(brand))) {
            StatementStore.visit(brand, found, (name, kind, value) -> {
                pages.goOn();
                SpecificRecord event = decoder.decodeAccepted(kind, value);
                Statement statement = StatementCodec.of(event);
                if (known.add(statement.provenance().id())) {
                    all.add(new Kept(event, statement));
                }
            });
        }
        BrandLedger ledger =
                replay.fold(brand, knowledge, action -> all.forEach(kept -> action.accept(kept.statement())));
        List<Kept> events = all.stream()
                .filter(kept -> knowledge.includes(kept.statement().provenance()))
                .sorted(Comparator.comparing(kept -> kept.statement().provenance()))
                .toList();
        return new BrandHistory(ledger, events);
    }

    static BrandMetrics metrics(BrandLedger ledger, BrandSummary summary, Evidence.Limit limit) {
        return new BrandMetrics(
                ledger.brand(),
                StatementCodec.instant(ledger.newestMicros()),
                MetricCodec.record(summary.metrics()),
                MetricCodec.records(ledger.evidence(summary.metrics(), limit)));
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
        BrandSummary summary = ledger.summary();
        return BrandSummaryCodec.record(summary, metrics(ledger, summary, Evidence.Limit.ASKED));
    }
}
