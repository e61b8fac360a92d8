package io.bellwether.producer.deadletter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dead letter's place on its topic, which is its name: {@code partition:offset}. */
public record DeadLetterId(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}):([0-9]{1,18})");

    /** The id that a text names; empty if it names none. */
    public static Optional<DeadLetterId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new DeadLetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
