package io.bellwether.producer.publish;

import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.schemas.RecordJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Event files of one kind: {@code NAME.jsonl}, and {@code NAME-2.jsonl} and so on where one must not hold all. */
final class ExportedFiles implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final Taxonomy taxonomy;
    private final List<Part> parts = new ArrayList<>();

    private record Part(StatementIdentities identities, BufferedWriter lines) {}

    ExportedFiles(Path folder, String name, Taxonomy taxonomy) throws IOException {
        this.folder = folder;
        this.name = name;
        this.taxonomy = taxonomy;
        parts.add(next());
    }

    private Part next() throws IOException {
        String suffix = parts.isEmpty() ? "" : "-" + (parts.size() + 1);
        return new Part(
                new StatementIdentities(taxonomy),
                Files.newBufferedWriter(folder.resolve(name + suffix + ".jsonl"), StandardOpenOption.CREATE_NEW));
    }

    /** Appends an event to the first file that has nothing else of the same statement at the same instant. */
    void add(SpecificRecord event) {
        try {
            for (Part part : parts) {
                if (part.identities.note(event, 0).isEmpty()) {
                    write(part, event);
                    return;
                }
            }
            Part further = next();
            parts.add(further);
            further.identities.note(event, 0);
            write(further, event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Part part, SpecificRecord event) throws IOException {
        part.lines.write(RecordJson.text(RecordJson.event(event)));
        part.lines.write('\n');
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.lines.close();
        }
    }
}
