package io.bellwether.app;

import io.bellwether.producer.publish.EventIngest;
import io.bellwether.producer.publish.EventIngest.Result;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.server.EventIntake;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.StateUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that come in over HTTP, published as any others. */
final class HttpIntake implements EventIntake, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpIntake.class);
    private static final String ORIGIN = "http";

    private final EventIngest inbox;

    HttpIntake(Settings settings, MarketQueries queries) {
        this.inbox = new EventIngest(settings.publishing(), (brand, ids) -> known(queries, brand, ids));
    }

    private static Set<String> known(MarketQueries queries, String brand, List<String> ids) {
        try {
            return queries.known(brand, ids);
        } catch (StateUnavailable e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("nobody can say what events are known");
            return Set.of();
        }
    }

    @Override
    public List<Verdict> take(byte[] body, Form form) {
        List<Result> results;
        try {
            results = switch (form) {
                case JSON -> inbox.takeJson(body, ORIGIN, MAX_EVENTS);
                case JSON_LINES -> inbox.takeJsonLines(body, ORIGIN, MAX_EVENTS);
            };
        } catch (IllegalArgumentException e) {
            throw new TooManyEvents();
        } catch (PublishException e) {
            throw new IntakeUnavailable(Failure.line(e), e);
        }
        List<Verdict> verdicts = new ArrayList<>(results.size());
        for (Result result : results) {
            verdicts.add(verdict(verdicts.size(), result));
        }
        return verdicts;
    }

    private static Verdict verdict(int index, Result result) {
        if (result instanceof Result.Accepted accepted) {
            return new Verdict(index, Outcome.ACCEPTED, accepted.eventId(), null, null);
        }
        if (result instanceof Result.Duplicate duplicate) {
            return new Verdict(index, Outcome.DUPLICATE, duplicate.eventId(), null, null);
        }
        Result.Refused refused = (Result.Refused) result;
        return new Verdict(
                index,
                Outcome.REFUSED,
                null,
                refused.refusal().field(),
                refused.refusal().reason());
    }

    /** The Kafka client, for its metrics. */
    Producer<?, ?> producer() {
        return inbox.producer();
    }

    @Override
    public void close() {
        inbox.close();
    }
}
