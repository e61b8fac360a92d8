package io.bellwether.streams.processor;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.MarketView;

/** What the market step forwards. */
public sealed interface MarketOutput permits MarketOutput.View, MarketOutput.OfAlert, Refused {

    /** {@code market} -> the market view. */
    record View(MarketView view) implements MarketOutput {}

    /** Alert id -> a transition. */
    record OfAlert(Alert alert) implements MarketOutput {}
}
