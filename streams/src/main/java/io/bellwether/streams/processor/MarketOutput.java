package io.bellwether.streams.processor;

/** What the market step forwards: encoded records, and what it refused. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface MarketOutput permits MarketOutput.View, MarketOutput.OfAlert, DeadLetterOutput {

    /** {@code market} -> the MarketView. */
    record View(byte[] encoded) implements MarketOutput {}

    /** Alert id -> a transition, an Alert. */
    record OfAlert(byte[] encoded) implements MarketOutput {}
}
