package io.bellwether.producer.table;

import io.bellwether.producer.format.EventSource;
import java.nio.file.Path;

/** Tables as sources of events. */
public final class Tables {

    private Tables() {}

    /** A table with its mapping. */
    public static EventSource source(Path file, TableMappingFile.Accepted mapping) {
        return EventSource.made(
                file, mapping.mapping().rules(), options -> TableReader.open(file, mapping.mapping(), options));
    }

    /** A sheet whose columns are named as those of CSV files of events, as {@code template} writes it. */
    public static EventSource ofEvents(Path file) {
        return EventSource.made(file, "rows of events", options -> EventRows.open(file, options));
    }
}
