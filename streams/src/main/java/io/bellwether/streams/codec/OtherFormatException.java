package io.bellwether.streams.codec;

/** A record inside the topology that another version of the program wrote, in a form that this one does not read. */
public final class OtherFormatException extends RuntimeException {

    OtherFormatException(String kind) {
        super("a record of kind " + kind
                + " was written by another version of the program, which this one does not read: use that"
                + " version, or a newer one");
    }
}
