package io.bellwether.producer.format;

import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one input, one at a time: blank lines are skipped, a bad line is a refused result and costs no
 * other line. Needs no broker.
 *
 * <p>Whatever concerns the input as a whole (it vanishes, is no gzip file, breaks off) is an {@link InputException}.
 */
public final class EventReader implements Iterator<EventLine>, AutoCloseable {

    private final EventSource source;
    private final CountingInputStream counted;
    private final InputStream in;
    private final LineSplitter lines;
    private final @Nullable CsvRows rows;
    private @Nullable EventLine next;

    private EventReader(EventSource source, CountingInputStream counted, InputStream in) {
        this.source = source;
        this.counted = counted;
        this.in = in;
        this.lines = new LineSplitter(in, source.format());
        this.rows = source.format() == EventFormat.CSV ? new CsvRows() : null;
    }

    /**
     * Opens an input.
     *
     * @throws InputException if it cannot be opened
     */
    public static EventReader open(EventSource source) {
        if (source.content() instanceof EventSource.Once once) {
            CountingInputStream counted = new CountingInputStream(once.in());
            return new EventReader(source, counted, counted);
        }
        EventSource.StoredFile file = (EventSource.StoredFile) source.content();
        CountingInputStream counted = null;
        try {
            counted = new CountingInputStream(Files.newInputStream(file.path()));
            return new EventReader(source, counted, file.gzip() ? new UnpackedStream(counted) : counted);
        } catch (IOException e) {
            closeAfter(e, counted);
            throw source.unreadable(e);
        }
    }

    /**
     * Reads an input through without taking anything in: what is packed may break off at its end.
     *
     * @throws InputException if it cannot be read whole
     */
    public static void requireWhole(EventSource source) {
        if (source.content() instanceof EventSource.StoredFile file && file.gzip()) {
            try (EventReader reader = open(source)) {
                reader.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw source.unreadable(e);
            }
        }
    }

    /** The events of several inputs in their order, each opened when its turn comes and closed after its last event. */
    public static Stream<EventLine> lines(List<EventSource> sources) {
        return sources.stream().flatMap(source -> {
            EventReader reader = open(source);
            return StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL),
                            false)
                    .onClose(reader::close);
        });
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public EventLine next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        EventLine line = next;
        next = null;
        return line;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /** Bytes taken from the input so far, compressed ones if it is compressed; runs ahead of the line by a buffer. */
    public long bytesRead() {
        return counted.getCount();
    }

    /** Whether {@link #hasNext()} would have to wait for somebody to write more. */
    public boolean wouldWait() {
        try {
            return next == null && lines.wouldWait();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private @Nullable EventLine read() {
        try {
            while (true) {
                RawLine line = lines.next();
                if (line == null) {
                    return null;
                }
                ParsedEvent result = rows == null ? parseJson(line) : rows.parse(line);
                if (result != null) {
                    String position = Long.toString(line.number());
                    byte[] columns = rows == null ? null : rows.header();
                    return new EventLine(
                            new InputPosition(source.name(), position, source.format(), columns), line, result);
                }
            }
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private static ParsedEvent parseJson(RawLine line) {
        String problem = line.problem();
        return problem == null ? EventJson.parse(line.bytes()) : ParsedEvent.Refused.of("", problem);
    }

    private static void closeAfter(IOException first, @Nullable InputStream in) {
        if (in == null) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }
}
