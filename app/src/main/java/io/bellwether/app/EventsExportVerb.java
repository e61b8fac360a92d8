package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.publish.EventExport;
import io.bellwether.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A back-up as event files. */
@Command(
        name = "export",
        description = {
            "Writes every accepted event, whatever way it came in, as event files.",
            "They are sales.jsonl, capacity.jsonl and announcements.jsonl, and further ones (sales-2.jsonl) where one",
            "file must not hold two statements.",
            "'publish DIR' takes them again, into this pipeline or another, with equal results."
        })
final class EventsExportVerb implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder for the files, made if it is missing; none of them may be there.")
    private Path out = Path.of("");

    EventsExportVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        try {
            Files.createDirectories(out);
            EventExport.Summary summary = new EventExport(settings.publishing()).write(out);
            context.console()
                    .out()
                    .println(summary.events() + " events written to " + out + ", " + summary.left()
                            + " records are no accepted events or repeat one");
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw new Failure(e.getMessage() + " exists already; name another folder", e);
        } catch (IOException | KafkaException | RegistryUnavailableException e) {
            throw new Failure("the events cannot be exported: " + Failure.line(e), e);
        }
    }
}
