package io.bellwether.server;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.deadletter.DeadLetters;
import io.bellwether.server.access.Audit;
import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.MarketQueries;
import java.util.Optional;

/**
 * What a server serves once the instance behind it has started.
 *
 * @param pipeline its application id
 * @param ingest publishes the events of request bodies
 * @param acknowledgements publishes acknowledgements of alerts
 * @param aliases what brands are called
 * @param audit where writes and refused attempts are entered besides the log; empty for nowhere
 * @param deadLetters what was refused; empty where nobody asks for it
 * @param health of the instance
 */
public record Services(
        String pipeline,
        MarketQueries queries,
        LocalState local,
        AlertFeed alerts,
        Ingest ingest,
        AcknowledgementProducer acknowledgements,
        Aliases aliases,
        Optional<Audit> audit,
        Optional<DeadLetters> deadLetters,
        Health health) {

    /** With the names of the shipped table, and without an audit topic. */
    public Services(
            String pipeline,
            MarketQueries queries,
            LocalState local,
            AlertFeed alerts,
            Ingest ingest,
            AcknowledgementProducer acknowledgements,
            Health health) {
        this(
                pipeline,
                queries,
                local,
                alerts,
                ingest,
                acknowledgements,
                AliasFile.shipped(),
                Optional.empty(),
                Optional.empty(),
                health);
    }
}
