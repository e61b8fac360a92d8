package io.bellwether.consumer;

import io.bellwether.consumer.jdbc.JdbcCredentials;
import io.bellwether.consumer.jdbc.JdbcSink;
import io.bellwether.consumer.jdbc.PostgresUrl;
import io.bellwether.consumer.notify.AcknowledgedAlerts;
import io.bellwether.consumer.notify.NotificationPolicy;
import io.bellwether.consumer.notify.Webhooks;
import io.bellwether.consumer.route.Receiver;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.RoutedSink;
import io.bellwether.consumer.sink.SecretUrls;
import io.bellwether.consumer.text.JsonlSink;
import io.bellwether.consumer.text.StdoutSink;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sinks by name, as {@code --sink} takes them. */
public final class Sinks {

    private static final String JSONL = "jsonl:";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String KNOWN =
            "known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE, webhook:URL";

    private Sinks() {}

    /** As {@link #parse(String, PrintStream, boolean, JdbcCredentials)}, with what credentials the name itself has. */
    public static AlertSink parse(String spec, PrintStream out, boolean colours) {
        return parse(spec, out, colours, JdbcCredentials.NONE);
    }

    /**
     * A sink by its name, not opened yet, also a webhook.
     *
     * @param spec one of the following, or {@code webhook:[slack:|teams:]URL}
     * @throws IllegalArgumentException for anything else, with what is known
     */
    public static AlertSink parse(
            String spec, PrintStream out, boolean colours, JdbcCredentials credentials, Webhooks webhooks) {
        return spec.startsWith(Webhooks.SCHEME) ? webhooks.parse(spec) : parse(spec, out, colours, credentials);
    }

    /**
     * The sinks of a routes file, not opened yet: a receiver that stores alerts gets every transition that is routed to
     * it, one that is notified gets notifications by its route.
     *
     * @throws IllegalArgumentException for a sink that is not known, with the receiver's name
     */
    public static List<AlertSink> of(
            Routes routes, PrintStream out, boolean colours, JdbcCredentials credentials, Webhooks webhooks) {
        List<AlertSink> sinks = new ArrayList<>();
        for (Receiver receiver : routes.receivers()) {
            String name = receiver.name();
            try {
                sinks.add(
                        receiver.isNotified()
                                ? webhooks.parse(
                                        receiver,
                                        new NotificationPolicy(routes, name, new AcknowledgedAlerts(webhooks.config())))
                                : new RoutedSink(
                                        parse(receiver.sink(), out, colours, credentials),
                                        alert -> routes.to(name, alert).isPresent()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("receiver " + name + ": " + e.getMessage(), e);
            }
        }
        return sinks;
    }

    /**
     * A sink by its name that needs no cluster to keep dead letters in, not opened yet.
     *
     * @param spec {@code stdout}, {@code jsonl:FILE}, {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...} as the
     *     driver takes it
     * @param out what {@code stdout} writes to; should encode UTF-8
     * @param colours whether {@code stdout} may colour; the caller checks for a terminal and {@code NO_COLOR}
     * @param credentials of a database server, where the name holds none
     * @throws IllegalArgumentException for anything else, with what is known
     */
    public static AlertSink parse(String spec, PrintStream out, boolean colours, JdbcCredentials credentials) {
        if (spec.equals("stdout")) {
            return new StdoutSink(out, colours);
        }
        if (spec.startsWith(JSONL)) {
            return new JsonlSink(file(spec, JSONL));
        }
        if (spec.startsWith(SQLITE)) {
            return JdbcSink.sqlite(file(spec, SQLITE));
        }
        if (spec.startsWith(PostgresUrl.SCHEME)) {
            return JdbcSink.postgres(spec, credentials);
        }
        if (spec.startsWith(Webhooks.SCHEME)) {
            // The rest may be a secret and is not repeated.
            throw new IllegalArgumentException("sink webhook: cannot be used here; " + KNOWN);
        }
        throw new IllegalArgumentException(
                "sink must be one that is known, got: " + SecretUrls.masked(spec) + "; " + KNOWN);
    }

    private static Path file(String spec, String scheme) {
        String file = spec.substring(scheme.length());
        if (file.isBlank() || file.startsWith(":") || file.contains("?")) {
            throw new IllegalArgumentException("sink " + scheme + "FILE must name a file, got: " + spec);
        }
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("sink " + scheme + "FILE must name a file: " + e.getMessage(), e);
        }
    }
}
