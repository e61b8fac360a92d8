package io.bellwether.streams.processor;

import java.util.function.BooleanSupplier;

/** Knows when everything that was there at a moment has reached the market step. May be used from any thread. */
@FunctionalInterface
public interface CatchUp {

    /** Nothing waits. */
    CatchUp DONE = () -> () -> true;

    /**
     * Takes this moment; returns at once.
     *
     * @return whether all that the input topics held then has been taken in by now
     */
    BooleanSupplier asOfNow();
}
