package io.bellwether.producer.format;

import io.bellwether.schemas.Refusal;
import java.nio.charset.StandardCharsets;

/** One event of an input: where it stands, what stands there, and what became of it. */
public final class EventLine {

    private final InputPosition stands;
    private final long number;
    private final byte[] bytes;
    private final ParsedEvent result;

    EventLine(InputPosition stands, RawLine raw, ParsedEvent result) {
        this.stands = stands;
        this.number = raw.number();
        this.bytes = raw.bytes();
        this.result = result;
    }

    /**
     * An event that was made of something else than a line.
     *
     * @param number greater than that of the event before
     * @param bytes what is kept if it is refused, JSON
     */
    public static EventLine made(String origin, String position, long number, byte[] bytes, ParsedEvent result) {
        return new EventLine(
                InputPosition.ofJson(origin, position), new RawLine(number, position, bytes, null), result);
    }

    /** The name of the {@link EventSource}. */
    public String origin() {
        return stands.origin();
    }

    /**
     * Line number in the input, from 1; of a CSV row that spans several lines, the first; of an element of a JSON array
     * its place in that.
     */
    public long number() {
        return number;
    }

    /** Where in the input, as people look for it: the line, and of a JSON array the element as well. */
    public String position() {
        return stands.position();
    }

    /** What became of it. */
    public ParsedEvent result() {
        return result;
    }

    /**
     * A copy of the bytes as received, without the line end; of a line longer than a million bytes, the first million.
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as text; what is no UTF-8 is replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is kept of it together with where it stood. */
    public RawEvent raw() {
        return new RawEvent(bytes, result, stands);
    }

    /** The letter to write if it is refused. */
    public RefusedInput refused(Refusal refusal) {
        return new RefusedInput(stands, bytes, refusal);
    }

    /** Size of {@link #bytes()}. */
    public int size() {
        return bytes.length;
    }
}
