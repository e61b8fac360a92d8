package io.bellwether.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** An input of events: a file, standard input, or any stream. */
public final class EventSource {

    /** The name that stands for standard input on a command line. */
    public static final String STANDARD_INPUT = "-";

    private final String name;
    private final EventFormat format;
    private final Content content;

    EventSource(String name, EventFormat format, Content content) {
        this.name = name;
        this.format = format;
        this.content = content;
    }

    /** A stream that can be read once, and so cannot be resumed; the reader closes it. */
    public static EventSource of(String name, EventFormat format, InputStream in) {
        return new EventSource(name, format, new Once(in));
    }

    /** The path as it was found, {@code stdin}, or the name of the stream. */
    public String name() {
        return name;
    }

    /** How its events are written. */
    public EventFormat format() {
        return format;
    }

    /** Size in bytes, compressed if the file is; empty if it is not known. */
    public OptionalLong size() {
        if (content instanceof StoredFile file) {
            try {
                return OptionalLong.of(Files.size(file.path()));
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return OptionalLong.empty();
    }

    public boolean isStream() {
        return content instanceof Once;
    }

    public Content content() {
        return content;
    }

    public InputException unreadable(IOException e) {
        String what = e.getMessage() == null || e.getMessage().equals(name)
                ? e.getClass().getSimpleName()
                : e.getMessage();
        return new InputException(name + ": cannot be read: " + what, e);
    }

    /** Where the bytes come from. */
    sealed interface Content {}

    /** Bytes that can be read again. */
    public record StoredFile(Path path, boolean gzip) implements Content {}

    /** Bytes that come once. */
    record Once(InputStream in) implements Content {}
}
