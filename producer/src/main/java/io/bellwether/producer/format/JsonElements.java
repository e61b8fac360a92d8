package io.bellwether.producer.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts JSON that is not one value a line into its values: the elements of arrays, or objects that follow one another,
 * each over as many lines as it likes. Holds one value in memory. How an element is broken does not matter as long as its
 * brackets and quotes fit; where they do not, the rest of the input is one broken element.
 */
final class JsonElements implements RawLines {

    private static final int RECORD_SEPARATOR = 0x1E;

    private final InputStream in;
    private final boolean array;
    private final ByteArrayOutputStream element = new ByteArrayOutputStream();
    private long line = 1;
    private long elements;
    /** Nothing was found in the array yet. */
    private boolean empty = true;

    private boolean begun;
    private boolean ended;
    private int ahead = -2;

    /**
     * Elements of an input.
     *
     * @param array whether it is one array; else objects follow one another
     */
    JsonElements(InputStream in, boolean array) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.array = array;
    }

    @Override
    public @Nullable RawLine next() throws IOException {
        if (!begun) {
            begun = true;
            skipByteOrderMark();
            if (array) {
                skipBlanks();
                read();
            }
        }
        skipBlanks();
        while (!array && (peek() == ',' || peek() == RECORD_SEPARATOR)) {
            read();
            skipBlanks();
        }
        if (ended && peek() == '[') {
            read();
            ended = false;
            empty = true;
            skipBlanks();
        }
        if (ended) {
            return peek() < 0 ? null : rest("stands behind the end of the array");
        }
        if (array && empty && peek() == ']') {
            read();
            ended = true;
            return next();
        }
        if (peek() < 0) {
            ended = true;
            return array ? piece(line, "the array does not end: ']' is missing") : null;
        }
        return element();
    }

    /** Reads an element, and the comma or bracket behind it. */
    private RawLine element() throws IOException {
        long begin = line;
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        while (true) {
            int c = peek();
            if (c < 0) {
                ended = true;
                return piece(begin, array ? "the array does not end: ']' is missing" : "the object does not end");
            }
            boolean outside = depth == 0 && !quoted;
            if (array && outside && (c == ',' || c == ']')) {
                read();
                ended = c == ']';
                return piece(begin, element.size() == 0 ? "an element is missing: a comma too many" : null);
            }
            read();
            keep(c);
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = c == '\\';
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
                if (!array && depth == 0) {
                    return piece(begin, null);
                }
            }
        }
    }

    private RawLine rest(String problem) throws IOException {
        long begin = line;
        for (int c = read(); c >= 0; c = read()) {
            keep(c);
        }
        return piece(begin, problem);
    }

    private void keep(int c) {
        if (element.size() <= LineSplitter.MAX_LINE_BYTES) {
            element.write(c);
        }
    }

    private RawLine piece(long begin, @Nullable String problem) {
        elements++;
        empty = false;
        byte[] bytes = element.toByteArray();
        element.reset();
        int length = bytes.length;
        while (length > 0 && isBlank(bytes[length - 1])) {
            length--;
        }
        boolean tooLong = length > LineSplitter.MAX_LINE_BYTES;
        return new RawLine(
                elements,
                begin + " (element " + elements + ")",
                Arrays.copyOf(bytes, tooLong ? LineSplitter.MAX_LINE_BYTES : length),
                tooLong ? LineSplitter.tooLongProblem(LineSplitter.MAX_LINE_BYTES) : problem);
    }

    @Override
    public boolean wouldWait() throws IOException {
        return in.available() == 0;
    }

    private void skipByteOrderMark() throws IOException {
        in.mark(3);
        boolean mark = in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF;
        if (!mark) {
            in.reset();
        }
    }

    private void skipBlanks() throws IOException {
        while (peek() >= 0 && isBlank((byte) peek())) {
            read();
        }
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private int peek() throws IOException {
        if (ahead == -2) {
            ahead = in.read();
        }
        return ahead;
    }

    private int read() throws IOException {
        int c = peek();
        ahead = c < 0 ? -1 : -2;
        if (c == '\n' || (c == '\r' && peek() != '\n')) {
            line++;
        }
        return c;
    }
}
