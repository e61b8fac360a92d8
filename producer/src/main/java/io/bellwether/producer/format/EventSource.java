package io.bellwether.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
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
        if (path().isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.size(path().get()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The same file, which cannot be opened where a link stands in its place. */
    public EventSource withoutLinks() {
        return content instanceof StoredFile file
                ? new EventSource(name, format, new StoredFile(file.path(), file.gzip(), false))
                : this;
    }

    /** The bytes of the file that it is read from. */
    public InputStream openFile() throws IOException {
        return content instanceof StoredFile file ? file.open() : Files.newInputStream(path().orElseThrow());
    }

    /**
     * A file whose events are made of it by other rules than those of event files.
     *
     * @param rules equal for rules that make the same events of every content
     * @param opener reads them
     */
    public static EventSource made(Path path, String rules, Opener opener) {
        return new EventSource(path.toString(), EventFormat.JSON_LINES, new MadeOf(path, rules, opener));
    }

    /** Reads the events of a file. */
    @FunctionalInterface
    public interface Opener {

        /**
         * The events.
         *
         * @throws InputException if it cannot be read
         */
        EventLines open(IntakeOptions options);
    }

    /**
     * Opens it.
     *
     * @throws InputException if it cannot be opened
     */
    public EventLines open(IntakeOptions options) {
        return content instanceof MadeOf made ? made.opener().open(options) : EventReader.open(this, options);
    }

    /** The file that it is read from; empty if it is a stream. */
    public Optional<Path> path() {
        if (content instanceof MadeOf made) {
            return Optional.of(made.path());
        }
        return content instanceof StoredFile file ? Optional.of(file.path()) : Optional.empty();
    }

    /** Equal for sources that make the same events of every content; empty where that follows from the format. */
    public String rules() {
        return content instanceof MadeOf made ? made.rules() : "";
    }

    /** Whether it can be read once only. */
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
    public record StoredFile(Path path, boolean gzip, boolean followsLinks) implements Content {

        /** Opens it. */
        InputStream open() throws IOException {
            return followsLinks ? Files.newInputStream(path) : Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A file that is read by other rules. */
    record MadeOf(Path path, String rules, Opener opener) implements Content {}

    /** Bytes that come once. */
    record Once(InputStream in) implements Content {}
}
