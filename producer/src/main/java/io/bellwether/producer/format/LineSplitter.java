package io.bellwether.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, or into CSV rows, whose quoted cells may hold line ends. Holds one line in memory,
 * and of a longer line than is allowed only the first part. Lines end with LF or CRLF; a byte order mark is skipped.
 *
 * <p>One stray quote must not cost the rest of a CSV file: where a quoted cell turns out to be broken or endless, only
 * the line it starts on is handed out as malformed, and the next line is read afresh.
 */
public final class LineSplitter {

    /**
     * Longest line, in bytes, without its line end. With its headers such a line still fits into the largest record
     * that a Kafka topic takes by default (1,048,588 bytes), so that it can be kept in full as a dead letter.
     */
    public static final int MAX_LINE_BYTES = 1_000_000;

    /**
     * Most lines of one CSV row. Where a stray quote opens a cell that never ends, this much is read ahead before the
     * line is given up, and read again: a file made of nothing else must not take forever.
     */
    static final int MAX_ROW_LINES = 200;

    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final boolean quotes;
    private final int maxBytes;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;
    private boolean exhausted;
    private boolean begun;
    private long nextLine = 1;

    LineSplitter(InputStream in, EventFormat format) {
        this(in, format, MAX_LINE_BYTES);
    }

    LineSplitter(InputStream in, EventFormat format, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.quotes = format == EventFormat.CSV;
    }

    /** The next line that is not blank; null at the end. */
    @Nullable
    RawLine next() throws IOException {
        skipByteOrderMark();
        while (true) {
            RawLine line = quotes ? row() : line(null);
            if (line == null || !line.isBlank()) {
                return line;
            }
        }
    }

    /** Whether {@link #next()} would have to wait for bytes that have not come in yet. */
    boolean wouldWait() throws IOException {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return false;
            }
        }
        return !exhausted && in.available() == 0;
    }

    /** Takes everything up to the next LF. */
    private @Nullable RawLine line(@Nullable String problem) throws IOException {
        int at = 0;
        while (true) {
            if (start + at == end && !fill()) {
                return at == 0 ? null : take(at, at, problem);
            }
            if (buffer[start + at] == '\n') {
                return take(at, at + 1, problem);
            }
            at++;
            if (at > maxBytes + 1) {
                return tooLong();
            }
        }
    }

    /** Takes one CSV row; the quote rules are those of RFC 4180, but a quote within an unquoted cell is a letter. */
    private @Nullable RawLine row() throws IOException {
        Cell cell = Cell.START;
        int at = 0;
        int lines = 1;
        while (true) {
            if (at > maxBytes + 1) {
                return cell == Cell.QUOTED ? line("a quoted cell never ends") : tooLong();
            }
            if (start + at == end && !fill()) {
                if (cell == Cell.QUOTED) {
                    return line("a quoted cell never ends");
                }
                return at == 0 ? null : take(at, at, null);
            }
            byte b = buffer[start + at];
            if (b == '\n' && cell != Cell.QUOTED) {
                return take(at, at + 1, null);
            }
            cell = cell.after(b);
            if (cell == Cell.BROKEN) {
                return line("text follows the closing quote of a cell");
            }
            if (b == '\n' && ++lines > MAX_ROW_LINES) {
                return line("a quoted cell does not end within " + MAX_ROW_LINES + " lines");
            }
            at++;
        }
    }

    private RawLine take(int length, int consumed, @Nullable String problem) {
        boolean crlf = length > 0 && consumed > length && buffer[start + length - 1] == '\r';
        int textEnd = start + (crlf ? length - 1 : length);
        String cause = textEnd - start > maxBytes ? tooLongProblem() : problem;
        byte[] text = Arrays.copyOfRange(buffer, start, Math.min(textEnd, start + maxBytes));
        RawLine line = new RawLine(nextLine, text, cause);
        skip(consumed);
        return line;
    }

    private void skip(int length) {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] == '\n') {
                nextLine++;
            }
        }
        start += length;
    }

    private RawLine tooLong() throws IOException {
        RawLine line = new RawLine(nextLine, Arrays.copyOfRange(buffer, start, start + maxBytes), tooLongProblem());
        skip(maxBytes);
        while (start < end || fill()) {
            if (buffer[start++] == '\n') {
                nextLine++;
                break;
            }
        }
        return line;
    }

    private String tooLongProblem() {
        return "is longer than " + maxBytes + " bytes; only the first " + maxBytes + " are kept";
    }

    private void skipByteOrderMark() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        while (end - start < 3 && fill()) {
            // until there are three bytes to look at
        }
        if (end - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF) {
            start += 3;
        }
    }

    /** Reads more behind what is there; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        exhausted = read < 0;
        end += Math.max(0, read);
        return !exhausted;
    }

    /** Where in a cell of a CSV row a byte stands. */
    private enum Cell {
        START,
        PLAIN,
        QUOTED,
        /** Behind a quote within a quoted cell: the first of two, or the closing one. */
        QUOTE,
        /** Behind a CR that follows a closing quote. */
        CLOSED,
        BROKEN;

        Cell after(byte b) {
            return switch (this) {
                case START -> b == '"' ? QUOTED : b == ',' ? START : PLAIN;
                case PLAIN -> b == ',' ? START : PLAIN;
                case QUOTED -> b == '"' ? QUOTE : QUOTED;
                case QUOTE -> b == '"' ? QUOTED : b == ',' ? START : b == '\r' ? CLOSED : BROKEN;
                case CLOSED, BROKEN -> BROKEN;
            };
        }
    }
}
