package io.bellwether.consumer.route;

/**
 * A named destination of alerts.
 *
 * @param sink as {@code --sink} names it
 * @param secretFile a file with the secret that signs what is sent to it alone; empty for none
 * @param secretVariable the environment variable that holds it; empty for none
 */
public record Receiver(String name, String sink, String secretFile, String secretVariable) {

    /** Signed as the others are, or not at all. */
    public Receiver(String name, String sink) {
        this(name, sink, "", "");
    }

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
