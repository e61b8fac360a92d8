package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.table.TableMappingFile;
import io.bellwether.producer.table.TableSuggestion;
import io.bellwether.producer.table.Tables;
import io.bellwether.schemas.RecordJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes a mapping for a table. */
@Command(
        name = "suggest",
        description = {
            "Proposes a mapping for a table (CSV, XLSX, HTML) from the file itself, and shows the "
                    + "first events that it would make.",
            "The mapping goes to standard output or to a file, the events to standard error; nothing " + "is published."
        })
final class TableSuggestVerb implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Context context;

    @Parameters(paramLabel = "FILE", description = ".csv, .tsv, .txt, .xlsx or .html.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "MAP",
            description = "Write the mapping there; not over a file that is there.")
    private @Nullable Path out;

    @Mixin
    private NameOptions names = new NameOptions();

    TableSuggestVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        String mapping = TableSuggestion.of(file, LocalDate.now(ZoneOffset.UTC))
                .orElseThrow(() -> new Failure(file + ": no table is recognised in its first rows: a row that names the"
                        + " columns, and below it periods and figures. Write the mapping by hand; docs/guide/csv.md"
                        + " describes it"));
        Path target = out;
        if (target == null) {
            context.console().out().print(mapping);
        } else {
            write(target, mapping);
            context.console().out().println("the mapping is in " + target);
        }
        context.console().out().flush();
        show(mapping);
        return 0;
    }

    private static void write(Path target, String mapping) {
        try {
            Files.writeString(target, mapping, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new Failure("--out " + target + " cannot be written: " + e, e);
        }
    }

    private void show(String mapping) {
        PrintStream err = context.console().err();
        if (!(TableMappingFile.read(mapping) instanceof TableMappingFile.Accepted accepted)) {
            err.println("the mapping is not complete yet: fill in what it marks with (?)");
            return;
        }
        long events = 0;
        long refused = 0;
        try (EventLines lines = Tables.source(file, accepted).open(names.intake(true, err))) {
            while (lines.hasNext()) {
                EventLine line = lines.next();
                if (line.result() instanceof ParsedEvent.Accepted event) {
                    if (events < SHOWN) {
                        err.println(line.position() + "  " + shown(event.event()));
                    }
                    events++;
                } else if (line.result() instanceof ParsedEvent.Refused bad) {
                    if (refused < SHOWN) {
                        err.println(line.position() + "  refused: "
                                + DeadLettersVerb.printable(bad.refusal().toString()));
                    }
                    refused++;
                }
            }
            err.println(events + " events, " + refused + " refused, " + lines.passedOver()
                    + " passed over (empty cells, totals)");
        }
    }

    private static String shown(SpecificRecord event) {
        Map<String, Object> fields = RecordJson.of(event).entrySet().stream()
                .filter(entry ->
                        Objects.nonNull(entry.getValue()) && !entry.getKey().equals("event_id"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        try {
            return DeadLettersVerb.printable(new ObjectMapper().writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values can be written", e);
        }
    }
}
