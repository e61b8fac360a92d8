package io.bellwether.schemas;

/** Names of the headers of a record on the dead-letter topic; their values are UTF-8 text. */
public final class DeadLetter {

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

    private DeadLetter() {}
}
