package io.bellwether.streams.processor;

import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.ModelMetrics;

/** What the brand step forwards. */
public sealed interface BrandOutput permits BrandOutput.OfBrand, BrandOutput.OfModel, BrandOutput.Summary, Refused {

    /** Brand -> its metrics. */
    record OfBrand(BrandMetrics metrics) implements BrandOutput {}

    /** Brand/model -> its metrics. */
    record OfModel(ModelMetrics metrics) implements BrandOutput {}

    /** Brand -> an encoded BrandSummary, or brand/model -> encoded ModelMetrics, for the market step. */
    @SuppressWarnings("ArrayRecordComponent")
    record Summary(byte[] encoded) implements BrandOutput {}
}
