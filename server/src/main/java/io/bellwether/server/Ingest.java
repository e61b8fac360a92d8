package io.bellwether.server;

import io.bellwether.producer.publish.EventIngest;
import io.bellwether.producer.publish.PublishException;
import java.util.List;

/** Publishes the events of a request body. Thread-safe. */
@FunctionalInterface
public interface Ingest {

    /** Most events in one body. */
    int MAX_EVENTS = 10_000;

    /** How events are written in a body. */
    enum Format {
        /** One event, or an array of events. */
        JSON,
        /** One event a line. */
        JSON_LINES
    }

    /**
     * Returns once Kafka has acknowledged every event.
     *
     * @return what became of each, in the order of the body
     * @throws IllegalArgumentException if there are more than {@value #MAX_EVENTS}; none is published then
     * @throws PublishException if Kafka or the registry fails; some may be published then, and all may be sent again
     */
    List<EventIngest.Result> publish(byte[] body, Format format);

    /** Publishes as any other source does; dead letters name {@code http} as their origin. */
    static Ingest by(EventIngest events) {
        return (body, format) -> switch (format) {
            case JSON -> events.takeJson(body, "http", MAX_EVENTS);
            case JSON_LINES -> events.takeJsonLines(body, "http", MAX_EVENTS);
        };
    }
}
