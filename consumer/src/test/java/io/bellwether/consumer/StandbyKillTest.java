package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.jdbc.SqliteSinkTest;
import io.bellwether.consumer.text.JsonlSinkTest;
import io.bellwether.local.LocalBroker;
import io.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of one name: whichever is killed, the other goes on where it was, and one delivers at a time. */
@Tag("broker")
@Timeout(180)
class StandbyKillTest {

    private static final int KILLS = 3;
    private static final int TRANSITIONS_A_ROUND = 300;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldGoOnInTheOtherProcessWithoutLossOrDoubles() throws Exception {
        long seed = System.nanoTime();
        System.out.println("StandbyKillTest seed " + seed);
        Random random = new Random(seed);
        CommittedAlerts guarantee =
                new CommittedAlerts(SampleAlerts.topic(seed, PARTITIONS, TRANSITIONS_A_ROUND * (KILLS + 1)));
        List<ChildJvm> all = new ArrayList<>();
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                AlertsTopic topic = new AlertsTopic(broker.bootstrapServers(), "standby-", PARTITIONS);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(new Topics("standby-").acknowledgements(), 1, (short) 1)))
                    .all()
                    .get();

            // Given two of them
            all.add(start(broker));
            all.add(start(broker));

            // When the one at work is killed again and again
            for (int kill = 0; kill < KILLS; kill++) {
                guarantee.publishSome(topic, random, TRANSITIONS_A_ROUND);
                ChildJvm active = active(all);
                for (int line = random.nextInt(8); line > 0 && active.says(Duration.ofSeconds(1)); line--) {
                    active.line();
                }
                active.kill();
                all.remove(active);
                all.add(start(broker));
            }
            guarantee.publishSome(topic, random, Integer.MAX_VALUE);
            awaitAll(guarantee.size());

            // Then one is at work, the other has nothing to do, and both end
            ChildJvm last = active(all);
            all.remove(last);
            ChildJvm other = all.get(0);
            assertThat(other.says(Duration.ZERO)).isFalse();
            assertThat(last.stop()).isTrue();
            assertThat(other.stop()).isTrue();
        } finally {
            all.forEach(ChildJvm::close);
        }
        guarantee.check(JsonlSinkTest.contents(folder.resolve("alerts.jsonl")), "file, seed " + seed);
        guarantee.check(SqliteSinkTest.contents(folder.resolve("alerts.db")), "database, seed " + seed);
    }

    private ChildJvm start(LocalBroker broker) throws Exception {
        return ChildJvm.start(
                folder,
                KilledConsumer.class,
                broker.bootstrapServers(),
                "standby-",
                "standby",
                "jsonl:" + folder.resolve("alerts.jsonl"),
                "jdbc:sqlite:" + folder.resolve("alerts.db"));
    }

    /** The one that says that it delivers. */
    private static ChildJvm active(List<ChildJvm> all) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            for (ChildJvm child : all) {
                                if (child.says(Duration.ofMillis(50))) {
                                    return Optional.of(child);
                                }
                            }
                            return Optional.<ChildJvm>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private void awaitAll(int size) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> JsonlSinkTest.contents(folder.resolve("alerts.jsonl"))
                                        .size()
                                >= size
                        && SqliteSinkTest.contents(folder.resolve("alerts.db")).size() >= size);
    }
}
