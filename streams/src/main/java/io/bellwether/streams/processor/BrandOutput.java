package io.bellwether.streams.processor;

/** What the brand step forwards: encoded records, and what it refused. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface BrandOutput permits BrandOutput.OfBrand, BrandOutput.OfModel, BrandOutput.Summary, Refused {

    /** Brand -> its BrandMetrics. */
    record OfBrand(byte[] encoded) implements BrandOutput {}

    /** Brand/model -> its ModelMetrics. */
    record OfModel(byte[] encoded) implements BrandOutput {}

    /** For the market step: brand -> its BrandSummary, or brand/model -> its ModelMetrics. */
    record Summary(byte[] encoded) implements BrandOutput {}
}
