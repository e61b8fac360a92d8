package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what the market gets of one brand day by day; see {@link CourseQuery}. */
final class BrandCourse {

    private static final byte[] NO_MORE = {};

    private final boolean withEvidence;
    private final Deque<Day> days = new ArrayDeque<>();

    /** Of a day: by name of the brand or brand/model, in the order in which the market gets them. */
    private record Day(LocalDate day, Map<String, byte[]> news) {}

    BrandCourse(boolean withEvidence) {
        this.withEvidence = withEvidence;
    }

    /** A day is over, with this ledger at its end. */
    void endOfDay(LocalDate day, BrandLedger ledger) {
        Map<String, byte[]> news = new LinkedHashMap<>();
        String brand = ledger.brand();
        for (String model : ledger.removedModels()) {
            news.put(brand + "/" + model, NO_MORE);
        }
        for (String model : ledger.changedModels()) {
            news.put(brand + "/" + model, Encoding.MODEL_METRICS.encode(model(ledger, model)));
        }
        BrandSummary summary = ledger.summary();
        BrandMetrics metrics = StatementReplay.metrics(ledger, summary, Evidence.Limit.PUBLISHED);
        news.put(brand, Encoding.BRAND_SUMMARY.encode(BrandSummaryCodec.record(summary, asked(metrics))));
        ledger.clearChanges();
        days.add(new Day(day, news));
        if (days.size() > CourseQuery.MAX_DAYS + 1) {
            join(days.removeFirst().news, days.getFirst().news);
        }
    }

    private ModelMetrics model(BrandLedger ledger, String model) {
        ModelMetrics metrics = StatementReplay.metrics(ledger, model, Evidence.Limit.PUBLISHED);
        return withEvidence
                ? metrics
                : new ModelMetrics(metrics.getBrand(), metrics.getModel(), metrics.getMetrics(), List.of());
    }

    private BrandMetrics asked(BrandMetrics metrics) {
        return withEvidence
                ? metrics
                : new BrandMetrics(metrics.getBrand(), metrics.getAsOf(), metrics.getMetrics(), List.of());
    }

    /** What was said before, where the later day says nothing; that of the brand stays behind those of its models. */
    private static void join(Map<String, byte[]> before, Map<String, byte[]> later) {
        Map<String, byte[]> joined = new LinkedHashMap<>(before);
        joined.keySet().removeAll(later.keySet());
        joined.putAll(later);
        later.clear();
        later.putAll(joined);
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Day day : days) {
            day.news.forEach((name, value) -> entries.add(new Entry(day.day + "/" + name, value)));
        }
        return entries;
    }
}
