package io.bellwether.schemas;

/** The schema registry gave no answer: that says nothing about the record whose schema was looked up. */
public final class RegistryUnavailableException extends RuntimeException {

    RegistryUnavailableException(Exception cause) {
        super("the schema registry gives no answer: " + cause.getMessage(), cause);
    }
}
