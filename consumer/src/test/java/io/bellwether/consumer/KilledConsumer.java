package io.bellwether.consumer;

import io.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.util.List;

/** A process to be killed: the consumer into a file and a database; says a line before each batch. */
final class KilledConsumer {

    private KilledConsumer() {}

    static AlertSink jsonl(Path folder) {
        return Sinks.parse("jsonl:" + folder.resolve("alerts.jsonl"), System.out, false);
    }

    static AlertSink sqlite(Path folder) {
        return Sinks.parse("jdbc:sqlite:" + folder.resolve("alerts.db"), System.out, false);
    }

    /** Arguments: bootstrap servers, topic prefix, folder. */
    public static void main(String[] args) throws Exception {
        Topics topics = new Topics(args[1]);
        AlertsTopic.register(topics);
        Path folder = Path.of(args[2]);
        try (AlertConsumer consumer = new AlertConsumer(
                AlertsTopic.config(args[0], topics, true),
                AlertFilter.ALL,
                List.of(new Announced(jsonl(folder)), new Announced(sqlite(folder))))) {
            Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
            consumer.run();
        }
    }

    /** Says which sink is about to deliver. */
    private record Announced(AlertSink sink) implements AlertSink {

        @Override
        public String name() {
            return sink.name();
        }

        @Override
        public SinkState open(Origin origin) {
            return sink.open(origin);
        }

        @Override
        public DeliveryResult deliver(AlertBatch batch) {
            System.out.println(sink.name() + " " + batch.transitions().size());
            return sink.deliver(batch);
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
