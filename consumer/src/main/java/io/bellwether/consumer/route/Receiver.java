package io.bellwether.consumer.route;

/**
 * Where alerts go, by name.
 *
 * @param sink as {@code --sink} names it
 */
public record Receiver(String name, String sink) {

    /** Whether it is told of alerts, rather than keeping them: only then are they grouped, silenced and inhibited. */
    public boolean isTold() {
        return sink.startsWith("webhook:");
    }

    /** Without the sink, whose address may be a secret. */
    @Override
    public String toString() {
        return "Receiver[" + name + "]";
    }
}
