package io.bellwether.producer.table;

import org.jspecify.annotations.Nullable;

/** The rows of one sheet of a file, in their order. */
interface Sheet extends AutoCloseable {

    /** Its name; empty where a file has one only. */
    String name();

    /**
     * The next row that is not empty; null at the end.
     *
     * @throws io.bellwether.producer.format.InputException if the file cannot be read further
     */
    @Nullable
    TableRow next();

    /** Bytes of the file read so far, as far as that is known. */
    long bytesRead();

    @Override
    void close();
}
