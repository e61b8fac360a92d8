package io.bellwether.streams.processor;

import org.jspecify.annotations.Nullable;

/** What the market step forwards: encoded records, and what it refused. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface MarketOutput permits MarketOutput.View, MarketOutput.OfAlert, DeadLetterOutput {

    /** Key -> part of the MarketView; null where there is no such part any more. */
    record View(byte @Nullable [] encoded) implements MarketOutput {}

    /** Alert id -> a transition, an Alert. */
    record OfAlert(byte[] encoded) implements MarketOutput {}
}
