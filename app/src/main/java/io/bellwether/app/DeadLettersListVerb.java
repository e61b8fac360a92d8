package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.deadletter.DeadLetterFilter;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import io.bellwether.producer.deadletter.DeadLetterTopic;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(name = "list", description = "Lists the newest dead letters, oldest of them first.")
final class DeadLettersListVerb implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LETTERS = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Context context;

    @Mixin
    private LetterFilterOptions which = new LetterFilterOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "open, done or all; default open: those with which nothing was done.")
    private Shown state = Shown.OPEN;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many, up to " + MAX_LETTERS + "; default 50.")
    private int limit = 50;

    @Option(names = "--json", description = "As a JSON array; with --watch, a JSON object a line.")
    private boolean asJson;

    @Option(names = "--watch", description = "Goes on with each letter as it is written, until stopped (Ctrl-C).")
    private boolean watch;

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
        if (limit < 1 || limit > MAX_LETTERS) {
            throw new UsageError("--limit must be 1 to " + MAX_LETTERS + ", got: " + limit);
        }
        if (watch && state == Shown.DONE) {
            throw new UsageError("--watch shows letters as they are written, which are open: not with --state done");
        }
        Logging.toStandardError();
        DeadLetterFilter filter = which.filter(state.state);
        try (DeadLetterTopic topic = new DeadLetterTopic(DeadLettersVerb.publishSettings(context.settings()))) {
            if (watch) {
                watch(topic, filter);
            } else {
                print(topic.newest(filter, limit));
            }
        }
        return 0;
    }

    private void watch(DeadLetterTopic topic, DeadLetterFilter filter) {
        try (StopSignal stop = StopSignal.install()) {
            Map<TopicPartition, Long> next = topic.end();
            Set<DeadLetterId> shown = new HashSet<>();
            topic.newest(filter, limit).forEach(letter -> {
                shown.add(letter.id());
                printLine(letter);
            });
            do {
                next = topic.since(next, filter, letter -> {
                    if (!shown.contains(letter.id())) {
                        printLine(letter);
                    }
                });
                context.console().out().flush();
            } while (!stop.awaitFor(PAUSE));
        }
    }

    private void print(List<DeadLetterSummary> letters) {
        PrintStream out = context.console().out();
        if (asJson) {
            ArrayNode array = JSON.createArrayNode();
            letters.forEach(letter -> array.add(json(letter)));
            out.println(TerminalText.json(array.toPrettyString()));
            return;
        }
        letters.forEach(this::printLine);
        if (letters.isEmpty()) {
            out.println("none");
        } else if (letters.size() == limit) {
            out.println("the newest " + limit + "; there may be more (--limit)");
        }
    }

    private void printLine(DeadLetterSummary letter) {
        PrintStream out = context.console().out();
        if (asJson) {
            out.println(TerminalText.json(json(letter).toString()));
            return;
        }
        String where = letter.position().isEmpty() ? letter.origin() : letter.origin() + ":" + letter.position();
        String why = letter.field().isEmpty() ? letter.reason() : letter.field() + ": " + letter.reason();
        out.println(String.format(
                Locale.ROOT,
                "%-9s %s %-9s %s  %s",
                letter.id(),
                letter.time(),
                letter.state(),
                DeadLettersVerb.printable(where),
                DeadLettersVerb.printable(why)));
    }

    static ObjectNode json(DeadLetterSummary letter) {
        return JSON.valueToTree(letter.asJson());
    }
}
