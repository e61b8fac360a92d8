package io.bellwether.consumer.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.jdbc.SqliteDatabase;
import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.webhook.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {

    @TempDir
    Path directory;

    @Test
    void shouldSayThatAWorkerEndedByAnErrorAndKeepTheMessage() throws Exception {
        // Given a receiver whose answer ends whoever reads it
        try (Outbox outbox = new Outbox(new SqliteDatabase(directory.resolve("outbox.db"), "hook"))) {
            outbox.open(SampleAlerts.ORIGIN);
            OutboxMessage message = new OutboxMessage("nio", "0:0", new Message("id", "application/json", "{}"));
            Dispatcher dispatcher = new Dispatcher(
                    "hook",
                    outbox,
                    payload -> {
                        throw new OutOfMemoryError("a head without an end");
                    },
                    (letter, reason) -> true,
                    WebhookSinkTest.QUICK,
                    Clock.systemUTC());
            dispatcher.start();

            // When
            NotificationPolicy everything = NotificationPolicy.everything("hook");
            AlertGroups groups = outbox.groups(everything.routes(), everything.receiver());
            outbox.keep(Map.of(0, 1L), groups, List.of(message), Instant.now()).forEach(dispatcher::add);

            // Then the consumer learns of it, and the next start sends the message
            await().untilAsserted(() -> assertThatThrownBy(dispatcher::check)
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessageContaining("messages are not sent any more: a head without an end")
                    .hasCauseInstanceOf(OutOfMemoryError.class));
            dispatcher.close();
            assertThat(outbox.waiting()).hasSize(1);
        }
    }
}
