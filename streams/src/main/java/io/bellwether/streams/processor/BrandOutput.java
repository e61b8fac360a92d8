package io.bellwether.streams.processor;

import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.ModelMetrics;
import org.jspecify.annotations.Nullable;

/** What the brand step forwards. */
public sealed interface BrandOutput {

    /** Brand -> its metrics. */
    record OfBrand(BrandMetrics metrics) implements BrandOutput {}

    /** Brand/model -> its metrics. */
    record OfModel(ModelMetrics metrics) implements BrandOutput {}

    /** Brand -> an encoded BrandSummary, or brand/model -> encoded ModelMetrics, for the market step. */
    @SuppressWarnings("ArrayRecordComponent")
    record Summary(byte[] encoded) implements BrandOutput {}

    /** Key and value of a refused record as received; the reason is in the headers. */
    @SuppressWarnings("ArrayRecordComponent")
    record Refused(byte @Nullable [] value) implements BrandOutput {}
}
