package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterReplay;
import io.bellwether.producer.deadletter.DeadLetterReplay.Result;
import io.bellwether.producer.deadletter.DeadLetterTopic;
import io.bellwether.producer.deadletter.Repair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a corrected event in place of a dead letter. */
@Command(
        name = "repair",
        description = {
            "Publishes a corrected event in place of a dead letter, which is done then.",
            "The event is validated first; if it is refused, nothing changes and the status is 1."
        })
final class DeadLettersRepairVerb implements Callable<Integer> {

    /** As much as a line of a file may have. */
    private static final int MAX_BYTES = 1_000_000;

    private final Context context;

    @Parameters(paramLabel = "ID", description = "As 'list' shows it, PARTITION:OFFSET.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private How how;

    DeadLettersRepairVerb(Context context) {
        this.context = context;
    }

    private static final class How {

        @Option(
                names = "--set",
                paramLabel = "FIELD=VALUE",
                description = {
                    "Another value for a field, repeatable; 'detail.due_by=2024-11-30' within the detail. A value is JSON,",
                    "or the text itself where it is none."
                })
        private Map<String, String> values = new LinkedHashMap<>();

        @Option(names = "--file", paramLabel = "FILE", description = "The whole event as JSON; '-' for standard input.")
        private @Nullable String file;

        @Option(names = "--edit", description = "Opens the letter's text in $VISUAL or $EDITOR.")
        private boolean edit;
    }

    @Override
    public Integer call() {
        DeadLetterId letter = DeadLettersVerb.id(id);
        Logging.toStandardError();
        Settings settings = context.settings();
        Repair repair = repair(settings, letter);
        Result result;
        try (DeadLetterReplay replay = DeadLettersVerb.replay(settings)) {
            result = replay.repair(letter, repair).orElseThrow(() -> new Failure("there is no dead letter " + id));
        }
        if (result instanceof Result.StillRefused refused) {
            throw new Failure(
                    "refused: " + DeadLettersVerb.printable(refused.refusal().toString()));
        }
        context.console()
                .out()
                .println(
                        result instanceof Result.Fed fed
                                ? "repaired " + id + " with event " + DeadLettersVerb.printable(fed.eventId())
                                : id + " was done before: " + ((Result.DoneBefore) result).how());
        return 0;
    }

    private Repair repair(Settings settings, DeadLetterId letter) {
        if (how.edit) {
            return new Repair.Whole(edited(settings, letter));
        }
        return how.file == null ? new Repair.Values(how.values) : new Repair.Whole(read(how.file));
    }

    private byte[] read(String file) {
        try (InputStream in = file.equals("-") ? context.console().in() : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Failure(file + ": is longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new Failure(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] edited(Settings settings, DeadLetterId letter) {
        String editor = context.environment()
                .getOrDefault("VISUAL", context.environment().getOrDefault("EDITOR", ""));
        if (editor.isBlank()) {
            throw new UsageError("--edit needs VISUAL or EDITOR in the environment");
        }
        try (DeadLetterTopic topic = new DeadLetterTopic(DeadLettersVerb.publishSettings(settings))) {
            ConsumerRecord<byte[], byte[]> record =
                    topic.find(letter).orElseThrow(() -> new Failure("there is no dead letter " + id));
            Path file = Files.createTempFile("dead-letter-", ".json");
            try {
                Files.write(file, record.value() == null ? new byte[0] : record.value());
                // As git does it: the variable may hold options.
                Process process = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "editor", file.toString())
                        .inheritIO()
                        .start();
                if (process.waitFor() != 0) {
                    throw new Failure("the editor ended with status " + process.exitValue() + "; nothing was changed");
                }
                return read(file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Failure("the letter cannot be edited: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
