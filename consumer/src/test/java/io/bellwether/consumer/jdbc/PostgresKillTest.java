package io.bellwether.consumer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.AlertsTopic;
import io.bellwether.consumer.ChildJvm;
import io.bellwether.consumer.CommittedAlerts;
import io.bellwether.consumer.Cut;
import io.bellwether.consumer.KilledBroker;
import io.bellwether.consumer.KilledConsumer;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.local.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee: whatever happens to the consumer, the database, the broker and the network between them, PostgreSQL
 * holds in the end what was committed to the topic. The long form: {@code -Dkills=200 -Dkills.transitions=20000}.
 */
@Tag("broker")
@Tag("postgres")
@Timeout(value = 4, unit = TimeUnit.HOURS)
class PostgresKillTest {

    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int TRANSITIONS = Integer.getInteger("kills.transitions", 1_000);
    private static final int PARTITIONS = 3;
    private static final String PREFIX = "postgres-kill-";

    private enum Fault {
        CONSUMER_KILLED,
        POSTGRES_KILLED,
        BROKER_KILLED,
        DATABASE_CUT_OFF,
        BROKER_CUT_OFF
    }

    @TempDir
    Path folder;

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final int brokerPort = Ports.free();
    private LocalPostgres postgres;
    private Cut toDatabase;
    private Cut toBroker;
    private ChildJvm broker;
    private ChildJvm consumer;
    private int batches;
    private int gaveUp;

    @Test
    void shouldLoseAndDoubleNothingWhateverIsKilledOrCutOff() throws Exception {
        long seed = Long.getLong("kills.seed", System.nanoTime());
        System.out.println("PostgresKillTest seed " + seed);
        Random random = new Random(seed);
        CommittedAlerts alerts = new CommittedAlerts(SampleAlerts.topic(seed, PARTITIONS, TRANSITIONS));
        long start = System.nanoTime();
        List<String> topicHolds;
        try (LocalPostgres startedPostgres = LocalPostgres.start(folder);
                Cut databaseNetwork = new Cut(startedPostgres.port());
                Cut brokerNetwork = new Cut(brokerPort)) {
            postgres = startedPostgres;
            toDatabase = databaseNetwork;
            toBroker = brokerNetwork;
            broker = startBroker();
            try (AlertsTopic topic = new AlertsTopic("127.0.0.1:" + toBroker.port(), PREFIX, PARTITIONS)) {
                consumer = startConsumer();
                for (int kill = 0; kill < KILLS; kill++) {
                    // More than the few batches of a round hold: there is always one to be struck.
                    alerts.publishSome(topic, random, TRANSITIONS / KILLS);
                    steps(random.nextInt(4));
                    strike(Fault.values()[kill % Fault.values().length], random);
                }
                alerts.publishSome(topic, random, Integer.MAX_VALUE);
                topicHolds = topic.committed();
                awaitAll(topicHolds.size());
            } finally {
                broker.close();
                if (consumer != null) {
                    consumer.close();
                }
            }
            check(topicHolds, alerts, "seed " + seed + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
    }

    private ChildJvm startBroker() throws Exception {
        ChildJvm started = ChildJvm.start(
                folder,
                KilledBroker.class,
                folder.resolve("broker").toString(),
                String.valueOf(brokerPort),
                String.valueOf(toBroker.port()));
        assertThat(started.line()).as(started.errors()).isPresent();
        return started;
    }

    /** Its time-outs are short, so that what is cut off without a word is noticed soon. */
    private ChildJvm startConsumer() throws Exception {
        return ChildJvm.start(
                folder,
                KilledConsumer.class,
                "127.0.0.1:" + toBroker.port(),
                PREFIX,
                "held",
                "jdbc:postgresql://127.0.0.1:" + toDatabase.port()
                        + "/postgres?user=postgres&sslmode=disable&socketTimeout=3&connectTimeout=3&loginTimeout=6");
    }

    /** Lets some batches through, one by one. */
    private void steps(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    /** Lets the next batch through; a consumer that has given up is started again, as whatever supervises it would. */
    private void step() throws Exception {
        Optional<String> line = consumer.line();
        while (line.isEmpty()) {
            gaveUp++;
            consumer.close();
            consumer = startConsumer();
            line = consumer.line();
        }
        batches++;
        consumer.go();
    }

    /** While a batch is being written: at a random moment of it. */
    private void strike(Fault fault, Random random) throws Exception {
        faults.merge(fault, 1, Integer::sum);
        step();
        long moment = System.nanoTime() + random.nextInt(12_000_000);
        while (System.nanoTime() < moment) {
            Thread.onSpinWait();
        }
        switch (fault) {
            case CONSUMER_KILLED -> {
                consumer.kill();
                consumer = startConsumer();
            }
            case POSTGRES_KILLED -> {
                postgres.kill();
                postgres.restart();
            }
            case BROKER_KILLED -> {
                broker.kill();
                broker = startBroker();
            }
            case DATABASE_CUT_OFF -> cut(toDatabase, random.nextBoolean());
            case BROKER_CUT_OFF -> cut(toBroker, random.nextBoolean());
        }
    }

    private static void cut(Cut network, boolean silently) {
        network.cut(silently);
        network.mend();
    }

    private void awaitAll(int size) throws Exception {
        int quiet = 0;
        while (rows("transitions") < size) {
            if (consumer.says(Duration.ofMillis(100))) {
                step();
                quiet = 0;
            } else {
                quiet++;
            }
            assertThat(quiet).as("a tenth of a second each without a batch").isLessThan(1_200);
        }
    }

    private int rows(String table) throws Exception {
        return Integer.parseInt(
                Rows.of(postgres.url(), "SELECT count(*) FROM " + table).get(0));
    }

    private void check(List<String> topicHolds, CommittedAlerts alerts, String run) throws Exception {
        List<String> written = PostgresSinkContract.contents(postgres.url());
        Set<String> lost = new HashSet<>(topicHolds);
        written.forEach(lost::remove);
        List<String> doubled = new ArrayList<>(written);
        new HashSet<>(topicHolds).forEach(doubled::remove);
        System.out.println("PostgresKillTest " + run + ": " + KILLS + " faults " + faults + " during "
                + topicHolds.size() + " transitions in " + batches
                + " attempts; consumer started anew after it gave up: "
                + gaveUp + "; lost " + lost.size() + ", doubled " + doubled.size());

        assertThat(topicHolds).as(run).hasSize(alerts.size());
        assertThat(lost).as("lost, %s", run).isEmpty();
        assertThat(doubled).as("doubled, %s", run).isEmpty();
        alerts.check(written, run);
        assertThat(rows("evidence")).as("evidence, %s", run).isEqualTo(4 * topicHolds.size());
        assertThat(Rows.of(
                        postgres.url(),
                        "SELECT t.alert_id FROM (SELECT alert_id, max(sequence) AS newest FROM transitions"
                                + " GROUP BY alert_id) t LEFT JOIN alerts a ON a.alert_id = t.alert_id"
                                + " AND a.sequence = t.newest WHERE a.alert_id IS NULL"))
                .as("current state, %s", run)
                .isEmpty();
    }
}
