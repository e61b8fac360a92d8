package io.bellwether.producer.format;

import org.jspecify.annotations.Nullable;

/** One line of an input as it stands there, without its line end; a CSV row may span several lines. */
final class RawLine {

    private final long number;
    private final String position;
    private final byte[] bytes;
    private final @Nullable String problem;

    /**
     * A line.
     *
     * @param number of its first line, from 1
     * @param bytes as received; must not be changed
     * @param problem why it cannot be an event, whatever it says
     */
    RawLine(long number, byte[] bytes, @Nullable String problem) {
        this(number, Long.toString(number), bytes, problem);
    }

    /**
     * A piece of an input that is not cut into lines.
     *
     * @param number greater than that of the piece before
     * @param position where it stands, as people look for it
     */
    RawLine(long number, String position, byte[] bytes, @Nullable String problem) {
        this.number = number;
        this.position = position;
        this.bytes = bytes;
        this.problem = problem;
    }

    /** Another piece of the same line. */
    RawLine with(byte[] piece, @Nullable String problemOfPiece) {
        return new RawLine(number, position, piece, problemOfPiece);
    }

    long number() {
        return number;
    }

    String position() {
        return position;
    }

    byte[] bytes() {
        return bytes;
    }

    @Nullable
    String problem() {
        return problem;
    }

    boolean isBlank() {
        if (problem != null) {
            return false;
        }
        for (byte b : bytes) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
