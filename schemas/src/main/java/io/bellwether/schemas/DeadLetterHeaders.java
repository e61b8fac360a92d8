package io.bellwether.schemas;

/**
 * Names of the headers of a record on the dead-letter topic; their values are UTF-8 text.
 *
 * <p>A record without {@link #REASON} and with {@link #DONE_OF} is no letter: it marks one as done. It stands on the
 * letter's partition and has no value.
 */
public final class DeadLetterHeaders {

    /** Why it was refused, in words. */
    public static final String REASON = "bellwether.reason";
    /** The topic or file it came from. */
    public static final String ORIGIN = "bellwether.origin";
    /** Where in the origin: {@code partition:offset} of a topic, the line number of a file. */
    public static final String POSITION = "bellwether.position";
    /** The field at fault, where there is one. */
    public static final String FIELD = "bellwether.field";
    /** The sink that did not take it: set on an alert that could not be delivered, whose value is what was sent. */
    public static final String SINK = "bellwether.sink";

    /** How a refused text is written: {@value #JSON} or {@value #CSV}; bytes of a topic have none. */
    public static final String FORMAT = "bellwether.format";
    /** One JSON value. */
    public static final String JSON = "json";
    /** One row of a CSV file. */
    public static final String CSV = "csv";
    /** The header row of the CSV file that a refused row stands in. */
    public static final String COLUMNS = "bellwether.columns";
    /** How the rows of the CSV file were read, as JSON, where that is not the default. */
    public static final String READING = "bellwether.reading";
    /** The letter that is done, as {@code partition:offset} on the dead-letter topic. */
    public static final String DONE_OF = "bellwether.done-of";
    /** What was done: {@value #REPAIRED}, {@value #REPLAYED} or {@value #DISMISSED}. */
    public static final String DONE_BY = "bellwether.done-by";
    /** Another event was published in its place. */
    public static final String REPAIRED = "repaired";
    /** It was fed again as it is. */
    public static final String REPLAYED = "replayed";
    /** Somebody saw it, and nothing is to come of it. */
    public static final String DISMISSED = "dismissed";

    private DeadLetterHeaders() {}
}
