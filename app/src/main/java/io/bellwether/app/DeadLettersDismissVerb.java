package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.producer.deadletter.DeadLetterReplay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Marks dead letters as done. */
@Command(
        name = "dismiss",
        description = {
            "Marks dead letters as done of which nothing is to come: 'list' shows them no more, and nothing is published.",
            "They stay on their topic; 'list --state done' shows them."
        })
final class DeadLettersDismissVerb implements Callable<Integer> {

    private final Context context;

    @Mixin
    private ChosenLetters letters = new ChosenLetters();

    DeadLettersDismissVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        letters.check();
        Logging.toStandardError();
        try (DeadLetterReplay replay = DeadLettersVerb.replay(context.settings())) {
            letters.each(context.console(), "dismissed", false, replay::dismiss, replay::dismiss);
        }
        return 0;
    }
}
