package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventSources;
import io.bellwether.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that publishes a file up to some line, says so, and then does nothing more until it is killed. */
final class StallingPublisher {

    private StallingPublisher() {}

    public static void main(String[] args) {
        Map<String, String> client = Map.of("bootstrap.servers", args[0], "schema.registry.url", args[1]);
        PublishSettings settings =
                new PublishSettings(new Topics(args[2]), client, PublisherTest.LINES_PER_TRANSACTION);
        long lastLine = Long.parseLong(args[4]);
        try (Publisher publisher = Publisher.connect(settings)) {
            publisher.publish(EventSources.resolve(List.of(args[3])), step -> {
                if (step.line() >= lastLine) {
                    System.out.println("stalled");
                    stall();
                }
            });
        }
    }

    private static void stall() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
