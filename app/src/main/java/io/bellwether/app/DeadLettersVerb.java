package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterReplay;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.streams.processor.EventDecoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was refused. */
@Verbs({
    DeadLettersListVerb.class,
    DeadLettersShowVerb.class,
    DeadLettersRepairVerb.class,
    DeadLettersReplayVerb.class,
    DeadLettersDismissVerb.class
})
@Command(
        name = "dead-letters",
        description = {
            "What was refused, by publishing, over HTTP or by the topology.",
            "See why, put it right, feed it again. Whatever is done with a letter is done once: "
                    + "killed half-way and run again, it adds nothing twice."
        },
        synopsisSubcommandLabel = "VERB")
final class DeadLettersVerb implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of list, show, repair, replay, dismiss?");
    }

    static PublishSettings publishSettings(Settings settings) {
        new Cluster(settings).requireBroker();
        return settings.publishing();
    }

    /** Feeds letters, checking those of input topics as the topology does. */
    static DeadLetterReplay replay(Settings settings) {
        EventDecoder decoder = new EventDecoder(settings.topics(), settings.registry());
        return new DeadLetterReplay(
                publishSettings(settings),
                (topic, key, value) -> decoder.refusal(topic, key, value, System.currentTimeMillis()));
    }

    static DeadLetterId id(String text) {
        return DeadLetterId.parse(text)
                .orElseThrow(
                        () -> new UsageError("a letter is named PARTITION:OFFSET as 'list' shows it, got: " + text));
    }

    /** Text that comes from events, on one line. */
    static String printable(String text) {
        return TerminalText.line(text);
    }
}
