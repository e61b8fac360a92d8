package io.bellwether.streams.codec;

import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.ModelMetrics;
import java.util.function.Supplier;

/**
 * Summaries of brands and models for the step of the market, as bytes. Most of them are evidence, which is read only for what a rule
 * fires on.
 */
public final class Summaries {

    private static final Encoding.Head<BrandSummaryRecord> OF_BRAND = Encoding.BRAND_SUMMARY.before("evidence");
    private static final Encoding.Head<ModelMetrics> OF_MODEL = Encoding.MODEL_METRICS.before("evidence");

    private Summaries() {}

    /**
     * Takes in a brand's newest summary.
     *
     * @param encoded a BrandSummaryRecord, whole
     * @param again the same bytes, whenever asked
     */
    public static void ofBrand(AlertEngine watch, byte[] encoded, Supplier<byte[]> again) {
        put(watch, BrandSummaryCodec.of(OF_BRAND.decode(encoded)), again);
    }

    /** The same where the record lacks its parts. */
    public static void ofBrand(AlertEngine watch, byte[] encoded, SummaryParts parts, Supplier<byte[]> again) {
        put(watch, parts.with(BrandSummaryCodec.of(OF_BRAND.decode(encoded))), again);
    }

    private static void put(AlertEngine watch, BrandSummary summary, Supplier<byte[]> again) {
        watch.put(
                summary,
                () -> MetricCodec.evidence(
                        Encoding.BRAND_SUMMARY.decode(again.get()).getEvidence()));
    }

    /** The same of a model; {@code encoded} is a ModelMetrics. */
    public static void ofModel(AlertEngine watch, byte[] encoded, Supplier<byte[]> again) {
        ModelMetrics model = OF_MODEL.decode(encoded);
        watch.put(
                model.getBrand(),
                model.getModel(),
                MetricCodec.of(model.getMetrics()),
                () -> MetricCodec.evidence(
                        Encoding.MODEL_METRICS.decode(again.get()).getEvidence()));
    }
}
