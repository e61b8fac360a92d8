package io.bellwether.producer.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON of which some hold more than one value: an array, objects behind one another, or a comma or record separator
 * (RFC 7464) too many. Each of their values is a piece of its own, with a number that no other has.
 */
final class JsonLines implements RawLines {

    private static final byte RECORD_SEPARATOR = 0x1E;

    private final RawLines lines;
    private final Deque<RawLine> pieces = new ArrayDeque<>();
    private long last;

    JsonLines(RawLines lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable RawLine next() throws IOException {
        if (!pieces.isEmpty()) {
            return pieces.removeFirst();
        }
        RawLine line = lines.next();
        if (line == null) {
            return null;
        }
        if (line.problem() == null && !isOneObject(line.bytes())) {
            cut(line);
            if (!pieces.isEmpty()) {
                return pieces.removeFirst();
            }
        }
        return numbered(line, line.position());
    }

    private RawLine numbered(RawLine line, String position) {
        last = Math.max(last + 1, line.number());
        return new RawLine(last, position, line.bytes(), line.problem());
    }

    /** Cuts a line into its values; leaves it alone if it is none that is whole. */
    private void cut(RawLine line) throws IOException {
        byte[] bytes = line.bytes();
        int begin = 0;
        while (begin < bytes.length && (bytes[begin] == RECORD_SEPARATOR || JsonElements.isBlank(bytes[begin]))) {
            begin++;
        }
        if (begin == bytes.length || (bytes[begin] != '{' && bytes[begin] != '[')) {
            return;
        }
        boolean array = bytes[begin] == '[';
        JsonElements elements = new JsonElements(new ByteArrayInputStream(bytes, begin, bytes.length - begin), array);
        List<RawLine> found = new ArrayList<>();
        for (RawLine element = elements.next(); element != null; element = elements.next()) {
            // A line that is broken is one refusal: what its whole parts would say was perhaps never meant.
            if (element.problem() != null || (!array && element.bytes()[0] != '{')) {
                return;
            }
            found.add(element);
        }
        for (int i = 0; i < found.size(); i++) {
            String position =
                    found.size() == 1 && !array ? line.position() : line.position() + " (element " + (i + 1) + ")";
            pieces.add(numbered(line.with(found.get(i).bytes(), null), position));
        }
    }

    /** Whether nothing hints at more than one object, or at none; looks at no quotes, and so may say no of one. */
    private static boolean isOneObject(byte[] bytes) {
        int begin = 0;
        int end = bytes.length;
        while (begin < end && JsonElements.isBlank(bytes[begin])) {
            begin++;
        }
        while (end > begin && JsonElements.isBlank(bytes[end - 1])) {
            end--;
        }
        if (end - begin < 2 || bytes[begin] != '{' || bytes[end - 1] != '}') {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (bytes[i] == '}') {
                int next = i + 1;
                while (next < end && (JsonElements.isBlank(bytes[next]) || bytes[next] == RECORD_SEPARATOR)) {
                    next++;
                }
                if (next < end && bytes[next] == '{') {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean wouldWait() throws IOException {
        return pieces.isEmpty() && lines.wouldWait();
    }
}
