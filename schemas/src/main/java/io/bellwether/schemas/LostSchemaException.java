package io.bellwether.schemas;

/** The registry does not know a schema that records were accepted with: no repetition helps. */
public final class LostSchemaException extends RuntimeException {

    LostSchemaException(String topic, Throwable cause) {
        super(
                "the schema registry does not know the schema of records on " + topic
                        + " that were accepted before: it has lost its ids, or is another one; restore its back-up",
                cause);
    }
}
