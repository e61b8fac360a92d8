package io.bellwether.producer.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The pieces of an input that are to be one event each, in their order. */
interface RawLines {

    /** The next piece that is not blank; null at the end. */
    @Nullable
    RawLine next() throws IOException;

    /** Whether {@link #next()} would have to wait for bytes that have not come in yet. */
    boolean wouldWait() throws IOException;
}
