package io.bellwether.consumer;

import io.bellwether.consumer.pipeline.StandbyGroup;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process to be killed: the consumer into sinks; says a line before each batch. */
public final class KilledConsumer {

    private KilledConsumer() {}

    static AlertSink jsonl(Path folder) {
        return Sinks.parse("jsonl:" + folder.resolve("alerts.jsonl"), System.out, false);
    }

    static AlertSink sqlite(Path folder) {
        return Sinks.parse("jdbc:sqlite:" + folder.resolve("alerts.db"), System.out, false);
    }

    /** Arguments: bootstrap servers, topic prefix, whether each batch is {@code held} for a line ({@code standby}: not,
     * and it stands by while another of its kind is active), sinks. */
    public static void main(String[] args) throws Exception {
        Topics topics = new Topics(args[1]);
        AlertsTopic.register(topics);
        boolean held = args[2].equals("held");
        List<AlertSink> sinks = Stream.of(args)
                .skip(3)
                .<AlertSink>map(spec -> new Announced(Sinks.parse(spec, System.out, false), held))
                .toList();
        AlertConsumerConfig config = AlertsTopic.config(args[0], topics, true).restartingSinks();
        StandbyGroup standby = args[2].equals("standby") ? new StandbyGroup(config, "killed") : null;
        try (AlertConsumer consumer = standby == null
                ? new AlertConsumer(AlertsTopic.config(args[0], topics, true), AlertFilter.ALL, sinks)
                : new AlertConsumer(config, AlertFilter.ALL, sinks, standby)) {
            Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
            consumer.run();
        }
    }

    /** Says which sink is about to deliver, and may wait for a line before it does. */
    private record Announced(AlertSink sink, boolean held) implements AlertSink {

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
            if (held) {
                awaitLine();
            }
            return sink.deliver(batch);
        }

        private static void awaitLine() {
            try {
                if (System.in.read() < 0) {
                    Runtime.getRuntime().halt(1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
