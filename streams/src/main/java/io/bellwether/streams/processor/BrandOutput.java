package io.bellwether.streams.processor;

import org.jspecify.annotations.Nullable;

/** What the brand step forwards: encoded records, and what it refused. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface BrandOutput
        permits BrandOutput.OfBrand, BrandOutput.OfModel, BrandOutput.Summary, DeadLetterOutput {

    /** Brand -> its BrandMetrics. */
    record OfBrand(byte[] encoded) implements BrandOutput {}

    /** Brand/model -> its ModelMetrics; null where there is no such model any more. */
    record OfModel(byte @Nullable [] encoded) implements BrandOutput {}

    /**
     * For the market step: brand -> its BrandSummary, before that its parts (see {@link
     * io.bellwether.streams.codec.SummaryParts}), or brand/model -> its ModelMetrics; null where there is no such part or
     * model any more.
     */
    record Summary(byte @Nullable [] encoded) implements BrandOutput {}
}
