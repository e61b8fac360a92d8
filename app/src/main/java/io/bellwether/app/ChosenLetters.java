package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.Console;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The dead letters that something is done with, and what became of them. */
final class ChosenLetters {

    private static final int MAX_TOLD = 20;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As 'list' shows them, PARTITION:OFFSET.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All open letters, or those that the options below name.")
    private boolean all;

    @Mixin
    private LetterFilterOptions which = new LetterFilterOptions();

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    private enum Kind {
        DONE,
        DONE_BEFORE,
        STILL_REFUSED
    }

    /** Does it with all letters of a kind. */
    interface ToAll {
        void accept(DeadLetterFilter filter, DeadLetterReplay.Listener listener);
    }

    /** Does it with letters by name. */
    interface ToNamed {
        void accept(Set<DeadLetterId> ids, DeadLetterReplay.Listener listener);
    }

    /** Refuses a choice that is none, before anything is asked. */
    void check() {
        if (ids.isEmpty() != all || (which.isAny() && !all)) {
            throw new UsageError("name letters, or give --all with or without options that say which");
        }
        ids.forEach(DeadLettersVerb::id);
        which.filter(DeadLetterFilter.State.OPEN);
    }

    /**
     * Does something with the chosen letters and tells how many.
     *
     * @param done what it is called afterwards
     * @param mayBeRefused whether a letter may be refused again
     * @throws Failure if there is no letter of a name
     */
    void each(Console console, String done, boolean mayBeRefused, ToAll toAll, ToNamed toNamed) {
        Set<DeadLetterId> named = new LinkedHashSet<>();
        ids.forEach(id -> named.add(DeadLettersVerb.id(id)));
        if (all) {
            toAll.accept(which.filter(DeadLetterFilter.State.OPEN), (letter, result) -> count(console, letter, result));
        } else {
            toNamed.accept(Set.copyOf(named), (letter, result) -> {
                named.remove(letter.id());
                count(console, letter, result);
            });
        }
        console.out()
                .println(of(Kind.DONE) + " " + done + ", " + of(Kind.DONE_BEFORE) + " done before"
                        + (mayBeRefused ? ", " + of(Kind.STILL_REFUSED) + " still refused" : ""));
        if (!all && !named.isEmpty()) {
            throw new Failure("there is no dead letter " + named.iterator().next());
        }
    }

    private void count(Console console, DeadLetterSummary letter, Result result) {
        if (result instanceof Result.StillRefused refused) {
            if (of(Kind.STILL_REFUSED) < MAX_TOLD) {
                console.err()
                        .println("refused  " + letter.id() + " "
                                + DeadLettersVerb.printable(refused.refusal().toString()));
            }
            counts.merge(Kind.STILL_REFUSED, 1L, Long::sum);
        } else {
            counts.merge(result instanceof Result.DoneBefore ? Kind.DONE_BEFORE : Kind.DONE, 1L, Long::sum);
        }
    }

    private long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
