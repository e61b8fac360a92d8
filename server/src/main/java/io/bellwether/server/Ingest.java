package io.bellwether.server;

import io.bellwether.producer.format.TextOptions;
import io.bellwether.producer.publish.EventIngest;
import io.bellwether.producer.publish.EventSender;
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
        JSON_LINES,
        /** One event a row, under a header. */
        CSV
    }

    /**
     * How a body is taken.
     *
     * @param text how rows of CSV are read
     * @param dryRun whether it is only said what would become of each event
     */
    record Form(Format format, TextOptions text, boolean dryRun) {

        /** As any other body of a format. */
        public static Form of(Format format) {
            return new Form(format, TextOptions.DEFAULT, false);
        }
    }

    /**
     * Returns once Kafka has acknowledged every event; at once for a dry run.
     *
     * @param sender who sent the body
     * @return what became of each, in the order of the body
     * @throws IllegalArgumentException if there are more than {@value #MAX_EVENTS}; none is published then
     * @throws PublishException if Kafka or the registry fails; some may be published then, and all may be sent again
     */
    List<EventIngest.Result> publish(byte[] body, Form form, EventSender sender);

    /** Publishes as any other source does; dead letters name {@code http} as their origin. */
    static Ingest by(EventIngest events) {
        return (body, form, sender) -> {
            EventIngest.Body taken = new EventIngest.Body(body, "http", MAX_EVENTS, form.dryRun, sender);
            return switch (form.format) {
                case JSON -> events.takeJson(taken);
                case JSON_LINES -> events.takeJsonLines(taken);
                case CSV -> events.takeCsv(taken, form.text);
            };
        };
    }
}
