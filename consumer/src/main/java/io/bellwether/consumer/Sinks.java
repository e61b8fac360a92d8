package io.bellwether.consumer;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The sinks by name, as {@code --sink} takes them. */
public final class Sinks {

    private static final String JSONL = "jsonl:";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final List<String> LATER = List.of("webhook:");
    private static final String KNOWN =
            "known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE";

    private Sinks() {}

    /** As {@link #parse(String, PrintStream, boolean, JdbcCredentials)}, with what credentials the name itself has. */
    public static AlertSink parse(String spec, PrintStream out, boolean colours) {
        return parse(spec, out, colours, JdbcCredentials.NONE);
    }

    /**
     * A sink by its name, not opened yet.
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
        for (String later : LATER) {
            if (spec.startsWith(later)) {
                // The rest may hold a password and is not repeated.
                throw new IllegalArgumentException("sink " + later + " is not available in this version; " + KNOWN);
            }
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
