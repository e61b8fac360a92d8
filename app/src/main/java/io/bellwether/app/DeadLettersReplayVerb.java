package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.deadletter.DeadLetterFilter;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterReplay;
import io.bellwether.producer.deadletter.DeadLetterReplay.Result;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Feeds dead letters again. */
@Command(
        name = "replay",
        description = {
            "Feeds dead letters again as they are, after what refused them was put right: a schema, a "
                    + "rule of validation.",
            "A letter that would be refused again stays open, and its reason of today is told."
        })
final class DeadLettersReplayVerb implements Callable<Integer> {

    private static final int MAX_TOLD = 20;

    private final Context context;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As 'list' shows them, PARTITION:OFFSET.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All open letters, or those that the options below name.")
    private boolean all;

    @Mixin
    private LetterFilterOptions which = new LetterFilterOptions();

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    DeadLettersReplayVerb(Context context) {
        this.context = context;
    }

    private enum Kind {
        FED,
        DONE_BEFORE,
        STILL_REFUSED
    }

    @Override
    public Integer call() {
        if (ids.isEmpty() != all || (which.isAny() && !all)) {
            throw new UsageError("name letters, or give --all with or without options that say which");
        }
        Set<DeadLetterId> named = new LinkedHashSet<>();
        ids.forEach(id -> named.add(DeadLettersVerb.id(id)));
        DeadLetterFilter filter = which.filter(DeadLetterFilter.State.OPEN);
        Logging.toStandardError();
        try (DeadLetterReplay replay = DeadLettersVerb.replay(context.settings())) {
            if (all) {
                replay.replay(filter, this::count);
            } else {
                replay.replay(named, (letter, result) -> {
                    named.remove(letter.id());
                    count(letter, result);
                });
            }
        }
        context.console()
                .out()
                .println(of(Kind.FED) + " replayed, " + of(Kind.DONE_BEFORE) + " done before, " + of(Kind.STILL_REFUSED)
                        + " still refused");
        if (!all && !named.isEmpty()) {
            throw new Failure("there is no dead letter " + named.iterator().next());
        }
        return 0;
    }

    private void count(DeadLetterSummary letter, Result result) {
        if (result instanceof Result.StillRefused refused) {
            if (of(Kind.STILL_REFUSED) < MAX_TOLD) {
                context.console()
                        .err()
                        .println("refused  " + letter.id() + " "
                                + DeadLettersVerb.printable(refused.refusal().toString()));
            }
            counts.merge(Kind.STILL_REFUSED, 1L, Long::sum);
        } else {
            counts.merge(result instanceof Result.Fed ? Kind.FED : Kind.DONE_BEFORE, 1L, Long::sum);
        }
    }

    private long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
