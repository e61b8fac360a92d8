package io.bellwether.server;

import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.MarketQueries;
import java.util.function.BooleanSupplier;

/**
 * What a server serves once the instance behind it has started.
 *
 * @param pipeline its application id
 * @param ingest publishes the events of request bodies
 * @param acknowledgements publishes acknowledgements of alerts
 * @param alive whether the instance has not failed for good
 * @param ready whether the instance runs, its state restored
 */
public record Services(
        String pipeline,
        MarketQueries queries,
        LocalState local,
        AlertFeed alerts,
        Ingest ingest,
        AcknowledgementProducer acknowledgements,
        BooleanSupplier alive,
        BooleanSupplier ready) {

    Health health() {
        return new Health(alive, ready);
    }
}
