package io.bellwether.consumer.sink;

/**
 * Where alerts go. A sink is used by one thread, opened once and closed once; it does not retry, wait or skip: the
 * stage before it does. A sink that outlives a crash keeps its position in one atomic step with what it writes, and
 * takes a transition that it already has as delivered.
 */
public interface AlertSink extends AutoCloseable {

    /** The sink as a person would name it, e.g. {@code jsonl:alerts.jsonl}; holds no secrets. */
    String name();

    /**
     * Opens the sink, repairs what a crash left, and says where to go on.
     *
     * @throws AlertConsumerException if it cannot be opened, is in use by another process, or holds offsets of another
     *     origin
     * @throws SinkUnavailableException if opening it again may help
     */
    SinkState open(Origin origin);

    /** Keeps a batch, all of it or nothing. */
    DeliveryResult deliver(AlertBatch batch);

    /**
     * Says whether what it does by itself, after a batch is kept, still goes on; asked now and then.
     *
     * @throws AlertConsumerException if it does not
     */
    default void check() {}

    /** What it does by itself, after a batch is kept. May be asked at any time, from any thread. */
    default Sending sending() {
        return Sending.NOTHING;
    }

    /**
     * What a sink that sends has done since the start.
     *
     * @param waiting messages that are kept and not sent yet
     * @param failures attempts that failed and will be repeated
     * @param deadLetters messages that were refused or given up, and became dead letters
     */
    record Sending(long waiting, long failures, long deadLetters) {

        public static final Sending NOTHING = new Sending(0, 0, 0);
    }

    /** Lets go of files and connections; also after a failed {@link #open}, and twice. */
    @Override
    void close();
}
