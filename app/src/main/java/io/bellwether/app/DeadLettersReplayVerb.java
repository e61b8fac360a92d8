package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.producer.deadletter.DeadLetterReplay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Feeds dead letters again. */
@Command(
        name = "replay",
        description = {
            "Feeds dead letters again as they are, after what refused them was put right: a schema, a "
                    + "rule of validation.",
            "A letter that would be refused again stays open, and its reason of today is told."
        })
final class DeadLettersReplayVerb implements Callable<Integer> {

    private final Context context;

    @Mixin
    private ChosenLetters letters = new ChosenLetters();

    DeadLettersReplayVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        letters.check();
        Logging.toStandardError();
        try (DeadLetterReplay replay = DeadLettersVerb.replay(context.settings())) {
            letters.each(context.console(), "replayed", true, replay::replay, replay::replay);
        }
        return 0;
    }
}
