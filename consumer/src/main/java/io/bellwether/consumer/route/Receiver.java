package io.bellwether.consumer.route;

/**
 * A named destination of alerts.
 *
 * @param sink as {@code --sink} names it
 */
public record Receiver(String name, String sink) {

    /** Whether it is notified of alerts rather than storing them: only then are they grouped, silenced and inhibited. */
    public boolean isNotified() {
        return sink.startsWith("webhook:");
    }

    /** Without the sink, whose address may be a secret. */
    @Override
    public String toString() {
        return "Receiver[" + name + "]";
    }
}
