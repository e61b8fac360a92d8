package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.deadletter.DeadLetterFilter;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import io.bellwether.producer.deadletter.DeadLetterTopic;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(name = "list", description = "Lists the newest dead letters, oldest of them first.")
final class DeadLettersListVerb implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final Context context;

    @Mixin
    private LetterFilterOptions which = new LetterFilterOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "open, done or all; default open: those with which nothing was done.")
    private Shown state = Shown.OPEN;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to " + MOST + "; default 50.")
    private int limit = 50;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean asJson;

    DeadLettersListVerb(Context context) {
        this.context = context;
    }

    /** Which states are listed. */
    private enum Shown {
        OPEN(DeadLetterFilter.State.OPEN),
        DONE(DeadLetterFilter.State.DONE),
        ALL(null);

        private final DeadLetterFilter.@Nullable State state;

        Shown(DeadLetterFilter.@Nullable State state) {
            this.state = state;
        }
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new UsageError("--limit must be 1 to " + MOST + ", got: " + limit);
        }
        Logging.toStandardError();
        List<DeadLetterSummary> letters;
        try (DeadLetterTopic topic = new DeadLetterTopic(DeadLettersVerb.publishSettings(context.settings()))) {
            letters = topic.newest(which.filter(state.state), limit);
        }
        if (asJson) {
            ArrayNode array = new ObjectMapper().createArrayNode();
            letters.forEach(letter -> array.add(json(letter)));
            context.console().out().println(TerminalText.json(array.toPrettyString()));
        } else {
            print(letters);
        }
        return 0;
    }

    private void print(List<DeadLetterSummary> letters) {
        PrintStream out = context.console().out();
        for (DeadLetterSummary letter : letters) {
            String where = letter.position().isEmpty() ? letter.origin() : letter.origin() + ":" + letter.position();
            String why = letter.field().isEmpty() ? letter.reason() : letter.field() + ": " + letter.reason();
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %s %-8s %s  %s",
                    letter.id(),
                    letter.time(),
                    letter.done().orElse("open"),
                    DeadLettersVerb.printable(where),
                    DeadLettersVerb.printable(why)));
        }
        if (letters.isEmpty()) {
            out.println("none");
        } else if (letters.size() == limit) {
            out.println("the newest " + limit + "; there may be more (--limit)");
        }
    }

    static ObjectNode json(DeadLetterSummary letter) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("id", letter.id().toString());
        node.put("time", letter.time().toString());
        node.put("state", letter.done().orElse("open"));
        node.put("origin", letter.origin());
        node.put("position", letter.position());
        node.put("field", letter.field().isEmpty() ? null : letter.field());
        node.put("reason", letter.reason());
        node.put("bytes", letter.size());
        return node;
    }
}
