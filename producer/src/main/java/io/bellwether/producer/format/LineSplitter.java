package io.bellwether.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, or into CSV rows, whose quoted cells may hold line ends. Holds one line in memory,
 * and of a longer line than is allowed only the first part. Lines end with LF, CRLF or a bare CR; a byte order mark is
 * skipped.
 *
 * <p>One stray quote must not cost the rest of a CSV file: where a quoted cell turns out to be broken or endless, only
 * the line it starts on is handed out as malformed, and the next line is read afresh.
 */
public final class LineSplitter implements RawLines {

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
    /** Between the cells of a CSV row; 0 as long as any of the usual ones may be it. */
    private byte delimiter;

    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;
    private boolean exhausted;
    private boolean begun;
    /** The CR that ended the line before was the last byte at hand: an LF that comes next belongs to it. */
    private boolean afterCr;

    private long nextLine = 1;

    LineSplitter(InputStream in, EventFormat format) {
        this(in, format, MAX_LINE_BYTES);
    }

    LineSplitter(InputStream in, EventFormat format, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.quotes = format == EventFormat.CSV;
    }

    /** From now on this character stands between the cells of a row, and no other. */
    void delimitedBy(char character) {
        delimiter = (byte) character;
    }

    @Override
    public @Nullable RawLine next() throws IOException {
        skipByteOrderMark();
        while (true) {
            RawLine line = quotes ? row() : line(null);
            if (line == null || !line.isBlank()) {
                return line;
            }
        }
    }

    @Override
    public boolean wouldWait() throws IOException {
        for (int i = start; i < end; i++) {
            boolean ends = buffer[i] == '\n' || buffer[i] == '\r';
            if (ends && !(afterCr && i == start && buffer[i] == '\n')) {
                return false;
            }
        }
        return !exhausted && in.available() == 0;
    }

    /** Takes everything up to the next line end. */
    private @Nullable RawLine line(@Nullable String problem) throws IOException {
        skipEndOfCrLf();
        int at = 0;
        while (true) {
            if (start + at == end && !fill()) {
                return at == 0 ? null : take(at, problem);
            }
            if (endsLine(buffer[start + at])) {
                return take(at, problem);
            }
            at++;
            if (at > maxBytes + 1) {
                return tooLong();
            }
        }
    }

    /** Takes one CSV row; the quote rules are those of RFC 4180, but a quote within an unquoted cell is a letter. */
    private @Nullable RawLine row() throws IOException {
        skipEndOfCrLf();
        CellState cell = CellState.START;
        int at = 0;
        int lines = 1;
        while (true) {
            if (at > maxBytes + 1) {
                return cell == CellState.QUOTED ? line("a quoted cell never ends") : tooLong();
            }
            if (start + at == end && !fill()) {
                if (cell == CellState.QUOTED) {
                    return line("a quoted cell never ends");
                }
                return at == 0 ? null : take(at, null);
            }
            byte b = buffer[start + at];
            if (endsLine(b)) {
                if (cell != CellState.QUOTED) {
                    return take(at, null);
                }
                boolean secondOfTwo = b == '\n' && at > 0 && buffer[start + at - 1] == '\r';
                if (!secondOfTwo && ++lines > MAX_ROW_LINES) {
                    return line("a quoted cell does not end within " + MAX_ROW_LINES + " lines");
                }
            }
            cell = cell.after(b, delimiter);
            if (cell == CellState.BROKEN) {
                return line("text follows the closing quote of a cell");
            }
            at++;
        }
    }

    private static boolean endsLine(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Takes so many bytes as a line, and its end. */
    private RawLine take(int length, @Nullable String problem) {
        String cause = length > maxBytes ? tooLongProblem() : problem;
        byte[] text = Arrays.copyOfRange(buffer, start, start + Math.min(length, maxBytes));
        RawLine line = new RawLine(nextLine, text, cause);
        skip(length);
        if (start < end) {
            skipLineEnd();
        }
        return line;
    }

    private void skip(int length) {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] == '\n' || (buffer[i] == '\r' && !(i + 1 < end && buffer[i + 1] == '\n'))) {
                nextLine++;
            }
        }
        start += length;
    }

    /** Skips the line end that the buffer starts with; an LF that has not come in yet is skipped when it does. */
    private void skipLineEnd() {
        nextLine++;
        if (buffer[start++] == '\n') {
            return;
        }
        if (start == end) {
            afterCr = true;
        } else if (buffer[start] == '\n') {
            start++;
        }
    }

    private void skipEndOfCrLf() throws IOException {
        if (afterCr && (start < end || fill())) {
            afterCr = false;
            if (buffer[start] == '\n') {
                start++;
            }
        }
    }

    private RawLine tooLong() throws IOException {
        RawLine line = new RawLine(nextLine, Arrays.copyOfRange(buffer, start, start + maxBytes), tooLongProblem());
        skip(maxBytes);
        while (start < end || fill()) {
            if (endsLine(buffer[start])) {
                skipLineEnd();
                break;
            }
            start++;
        }
        return line;
    }

    private String tooLongProblem() {
        return tooLongProblem(maxBytes);
    }

    static String tooLongProblem(int maxBytes) {
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
    private enum CellState {
        START,
        PLAIN,
        QUOTED,
        /** Behind a quote within a quoted cell: the first of two, or the closing one. */
        QUOTE,
        /** Behind blanks that follow a closing quote. */
        CLOSED,
        BROKEN;

        CellState after(byte b, byte delimiter) {
            boolean delimits = delimiter == 0 ? b == ',' || b == ';' || b == '\t' || b == '|' : b == delimiter;
            if (delimits && this != QUOTED) {
                return START;
            }
            boolean blank = b == ' ' || b == '\t';
            return switch (this) {
                case START -> b == '"' ? QUOTED : blank ? START : PLAIN;
                case PLAIN -> PLAIN;
                case QUOTED -> b == '"' ? QUOTE : QUOTED;
                case QUOTE -> b == '"' ? QUOTED : blank ? CLOSED : BROKEN;
                case CLOSED -> blank ? CLOSED : BROKEN;
                case BROKEN -> BROKEN;
            };
        }
    }
}
