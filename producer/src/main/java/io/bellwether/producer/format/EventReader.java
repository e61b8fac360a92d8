package io.bellwether.producer.format;

import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
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
public final class EventReader implements EventLines {

    private final EventSource source;
    private final IntakeOptions options;
    private final CountingInputStream counted;
    private final PrefixedStream in;
    private final CsvRows rows;
    private @Nullable RawLines lines;
    private boolean csv;
    private boolean ended;
    private long passedOver;
    private @Nullable EventLine next;

    private EventReader(EventSource source, IntakeOptions options, CountingInputStream counted, InputStream in) {
        this.source = source;
        this.options = options;
        this.counted = counted;
        this.in = new PrefixedStream(in);
        this.rows = new CsvRows(options);
    }

    /**
     * Opens an input whose events may be of any brand.
     *
     * @throws InputException if it cannot be opened
     */
    public static EventReader open(EventSource source) {
        return open(source, IntakeOptions.DEFAULT);
    }

    /**
     * Opens an input.
     *
     * @throws InputException if it cannot be opened
     */
    public static EventReader open(EventSource source, IntakeOptions options) {
        if (source.content() instanceof EventSource.Once once) {
            CountingInputStream counted = new CountingInputStream(once.in());
            return new EventReader(source, options, counted, counted);
        }
        EventSource.StoredFile file = (EventSource.StoredFile) source.content();
        CountingInputStream counted = null;
        try {
            counted = new CountingInputStream(file.open());
            return new EventReader(source, options, counted, file.gzip() ? new UnpackedStream(counted) : counted);
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
    public static Stream<EventLine> lines(List<EventSource> sources, IntakeOptions options) {
        return sources.stream().flatMap(source -> {
            EventLines reader = source.open(options);
            return StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL),
                            false)
                    .onClose(reader::close);
        });
    }

    /** The same for events of any brand. */
    public static Stream<EventLine> lines(List<EventSource> sources) {
        return lines(sources, IntakeOptions.DEFAULT);
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

    /** Compressed ones if it is compressed. */
    @Override
    public long bytesRead() {
        return counted.getCount();
    }

    @Override
    public long passedOver() {
        return passedOver;
    }

    @Override
    public boolean wouldWait() {
        try {
            return next == null && !ended && (lines == null ? in.available() == 0 : lines.wouldWait());
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /** The header row of a CSV file as received; null until it was read. */
    byte @Nullable [] columns() {
        return rows.header();
    }

    private @Nullable EventLine read() {
        try {
            while (!ended) {
                if (lines == null) {
                    EventLine refused = begin();
                    if (refused != null) {
                        return refused;
                    }
                }
                RawLine line = lines == null ? null : lines.next();
                if (line == null) {
                    ended = true;
                } else {
                    EventLine event = csv ? row(line) : json(line);
                    if (event != null) {
                        return event;
                    }
                }
            }
            return null;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /** Looks at the first bytes; answers a refusal of the input as a whole, or null and {@link #lines} is set. */
    private @Nullable EventLine begin() throws IOException {
        byte[] bytes = new byte[InputStart.MAX_BYTES];
        int length = 0;
        boolean more = true;
        while (more && length < bytes.length && (!source.isStream() || mustWaitForMore(bytes, length))) {
            int read = in.read(bytes, length, bytes.length - length);
            more = read >= 0;
            length += Math.max(0, read);
        }
        byte[] first = Arrays.copyOf(bytes, length);
        InputStart start =
                InputStart.of(first, !more, source.format(), options.text().encoding());
        in.putBack(first);
        csv = start.form() == InputStart.Form.CSV;
        if (start.problem() != null) {
            return refusedAsAWhole(start.problem());
        }
        InputStream text = start.encoding() == null ? in : new TranscodedStream(in, start.encoding());
        lines = switch (start.form()) {
            case CSV -> new LineSplitter(text, EventFormat.CSV);
            case JSON_LINES -> new JsonLines(new LineSplitter(text, EventFormat.JSON_LINES));
            case JSON_ARRAY -> new JsonElements(text, true);
            case JSON_OBJECTS -> new JsonElements(text, false);
        };
        return null;
    }

    /** Waits for the first line of a slow writer. */
    private static boolean mustWaitForMore(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return false;
            }
        }
        return true;
    }

    private EventLine refusedAsAWhole(String problem) throws IOException {
        ended = true;
        byte[] bytes = in.readNBytes(LineSplitter.MAX_LINE_BYTES);
        boolean cut = bytes.length == LineSplitter.MAX_LINE_BYTES && in.read() >= 0;
        String reason =
                "the file as a whole " + problem + (cut ? "; kept are its first " + bytes.length + " bytes" : "");
        RawLine whole = new RawLine(1, "1", bytes, null);
        return new EventLine(position(whole, null, null), whole, ParsedEvent.Refused.of("", reason));
    }

    private EventLine json(RawLine line) {
        String problem = line.problem();
        ParsedEvent event =
                problem == null ? EventJson.parse(line.bytes(), options) : ParsedEvent.Refused.of("", problem);
        return new EventLine(position(line, null, null), line, event);
    }

    /** The event of a row; null if it is none. */
    private @Nullable EventLine row(RawLine line) {
        CsvRows.Result result = rows.read(line);
        if (result instanceof CsvRows.Result.Event event) {
            return new EventLine(position(line, rows.header(), rows.reading()), line, event.event());
        }
        if (result instanceof CsvRows.Result.NoEvents none) {
            ended = true;
            return new EventLine(
                    position(none.line(), null, null),
                    none.line(),
                    ParsedEvent.Refused.of("", none.reason() + "; the file as a whole is refused"));
        }
        if (result instanceof CsvRows.Result.Header
                && lines instanceof LineSplitter splitter
                && rows.delimiter() != 0) {
            splitter.delimitedBy(rows.delimiter());
        }
        return null;
    }

    private InputPosition position(RawLine line, byte @Nullable [] columns, @Nullable String reading) {
        return new InputPosition(
                source.name(), line.position(), csv ? EventFormat.CSV : EventFormat.JSON_LINES, columns, reading);
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
