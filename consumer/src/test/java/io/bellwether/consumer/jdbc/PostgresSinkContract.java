package io.bellwether.consumer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.Cut;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.AlertSinkContract;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.SinkUnavailableException;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import io.bellwether.schemas.avro.Severity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink must do on any PostgreSQL server; each test has a database of its own there. */
@Timeout(120)
public abstract class PostgresSinkContract extends AlertSinkContract {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static final PositionedAlert OPENED =
            SampleAlerts.at(0, 1, SampleAlerts.builder().build());
    static final PositionedAlert RESOLVED = SampleAlerts.at(
            0,
            2,
            SampleAlerts.builder()
                    .setSequence(2)
                    .setStatus(AlertStatus.RESOLVED)
                    .setSeverity(Severity.CRITICAL)
                    .build());

    private String database;
    private String url;

    /** Of a superuser on the server: {@code jdbc:postgresql://HOST:PORT/DATABASE?user=...&password=...}. */
    protected abstract String server();

    @BeforeEach
    void createDatabase() throws SQLException {
        database = "alerts_" + NUMBER.incrementAndGet();
        execute(server(), "CREATE DATABASE " + database);
        url = server().replaceFirst("/[^/?]*\\?", "/" + database + "?");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        execute(server(), "DROP DATABASE " + database + " WITH (FORCE)");
    }

    protected String url() {
        return url;
    }

    @Override
    public AlertSink sink() {
        return sink(url);
    }

    public static AlertSink sink(String url) {
        return Sinks.parse(url, System.out, false);
    }

    @Override
    protected void crash(AlertSink sink) {
        // A transaction never spans two calls: closing has nothing to commit.
        sink.close();
    }

    @Override
    protected List<String> contents() throws SQLException {
        return contents(url);
    }

    protected static List<String> contents(String url) throws SQLException {
        return Rows.of(
                url,
                "SELECT topic_partition || '/' || topic_offset || ' ' || alert_id || '#' || sequence"
                        + " FROM transitions ORDER BY topic_partition, topic_offset");
    }

    protected List<String> query(String sql) throws SQLException {
        return Rows.of(url, sql);
    }

    protected void execute(String sql) throws SQLException {
        execute(url, sql);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    protected static AlertBatch batch(PositionedAlert... transitions) {
        Map<Integer, Long> next = new HashMap<>();
        for (PositionedAlert transition : transitions) {
            next.put(transition.partition(), transition.offset() + 1);
        }
        return new AlertBatch(List.of(transitions), next);
    }

    protected void deliver(PositionedAlert... transitions) {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            assertThat(sink.deliver(batch(transitions))).isEqualTo(DeliveryResult.delivered());
        }
    }

    @Test
    void shouldHoldTheCurrentStateTheHistoryAndTheEvidence() throws SQLException {
        deliver(OPENED, RESOLVED);

        assertThat(query("SELECT alert_id, sequence, status, severity, opened_at AT TIME ZONE 'UTC' FROM alerts"))
                .containsExactly("alert-1|2|RESOLVED|CRITICAL|2025-02-15 08:00:00");
        assertThat(query("SELECT sequence, status FROM transitions ORDER BY sequence"))
                .containsExactly("1|OPENED", "2|RESOLVED");
        assertThat(query("SELECT sequence, name, period, value, source, published_at AT TIME ZONE 'UTC', event_ids,"
                        + " metrics->>0 FROM evidence WHERE sequence = 2 ORDER BY value_number"))
                .containsExactly(
                        "2|DELIVERIES|2025-01|20000|xiaomi-ev|2025-02-01 02:00:00|[\"event-1\"]|deliveries_mom",
                        "2|CAPACITY|2025-01-01|12500.5|xiaomi-ev|2025-02-01 02:00:00|[\"event-1\"]|deliveries_mom",
                        "2|DELIVERIES|2024-12|25815|null|null|null|deliveries_mom",
                        "2|VLA ANNOUNCED|2025-01-09|null|xiaomi-ev|2025-02-01 02:00:00|[\"event-1\"]|deliveries_mom");
        assertThat(query("SELECT metric_values->0->>'metric', labels->>'team', cause FROM alerts"))
                .containsExactly("lead_time_weeks|demand|");
        assertThat(query("SELECT topic_partition, next_offset FROM consumer_offsets"))
                .containsExactly("0|3");
        assertThat(query("SELECT table_name || '.' || column_name, data_type FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND data_type IN ('jsonb', 'timestamp with time zone')"
                        + " AND table_name IN ('alerts', 'evidence') ORDER BY 1"))
                .containsExactly(
                        "alerts.labels|jsonb",
                        "alerts.metric_values|jsonb",
                        "alerts.opened_at|timestamp with time zone",
                        "alerts.updated_at|timestamp with time zone",
                        "evidence.event_ids|jsonb",
                        "evidence.metrics|jsonb",
                        "evidence.published_at|timestamp with time zone");
    }

    @Test
    void shouldSurviveZeroCharactersEverywhere() throws SQLException {
        deliver(SampleAlerts.at(
                0,
                0,
                SampleAlerts.builder()
                        .setMessage("a\u0000b'; DROP TABLE alerts; --")
                        .setLabels(Map.of("te\u0000am", "\\u0000\u0000"))
                        .setValues(List.of(new AlertValue("m\u0000", "\"\u0000\"", null)))
                        .build()));

        assertThat(query("SELECT message, labels::text, metric_values->0->>'value' FROM alerts"))
                .containsExactly("a\uFFFDb'; DROP TABLE alerts; --|{\"te\uFFFDam\": \"\\\\u0000\uFFFD\"}|\"\uFFFD\"");
    }

    // Who may write.

    @Test
    void shouldStopTheConsumerThatAnotherHasTakenOverFrom() throws SQLException {
        try (AlertSink stale = sink();
                AlertSink newest = sink()) {
            stale.open(SampleAlerts.ORIGIN);
            newest.open(SampleAlerts.ORIGIN);

            DeliveryResult refused = stale.deliver(batch(OPENED));

            assertThat(refused)
                    .isInstanceOfSatisfying(
                            DeliveryResult.Permanent.class,
                            permanent -> assertThat(permanent.reason())
                                    .startsWith("another consumer has taken over: process "
                                            + ProcessHandle.current().pid())
                                    .endsWith("; this one stops, nothing is lost"));
            assertThat(contents()).isEmpty();
            assertThat(newest.deliver(batch(OPENED))).isEqualTo(DeliveryResult.delivered());
        }
    }

    @Test
    void shouldWaitForTheTransactionUnderWayWhenItTakesOver() throws Exception {
        try (AlertSink stale = sink();
                AlertSink newest = sink();
                Connection obstacle = DriverManager.getConnection(url)) {
            stale.open(SampleAlerts.ORIGIN);
            obstacle.setAutoCommit(false);
            obstacle.createStatement().execute("LOCK TABLE evidence IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<DeliveryResult> written =
                    CompletableFuture.supplyAsync(() -> stale.deliver(batch(OPENED)));
            awaitWaiting(1);

            CompletableFuture<SinkState> taken = CompletableFuture.supplyAsync(() -> newest.open(SampleAlerts.ORIGIN));
            awaitWaiting(2);
            obstacle.rollback();

            assertThat(written.get()).isEqualTo(DeliveryResult.delivered());
            assertThat(taken.get().nextOffsets()).isEqualTo(Map.of(0, 2L));
            assertThat(stale.deliver(batch(RESOLVED))).isInstanceOf(DeliveryResult.Permanent.class);
        }
    }

    private void awaitWaiting(int sessions) {
        await().until(() -> query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'")
                .equals(List.of(String.valueOf(sessions))));
    }

    @Test
    void shouldNotStopTheOwnerForAConsumerThatIsRefused() {
        try (AlertSink owner = sink();
                AlertSink other = sink()) {
            owner.open(SampleAlerts.ORIGIN);

            assertThatThrownBy(() -> other.open(new Origin("cluster-b", "topic-id-a", "market.alerts")))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage(other.name() + ": holds alerts of another Kafka cluster: cluster-a, not cluster-b;"
                            + " its offsets mean nothing here, use another database");
            assertThat(owner.deliver(batch(OPENED))).isEqualTo(DeliveryResult.delivered());
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenConsumersRace() throws Exception {
        long seed = System.nanoTime();
        Map<Integer, List<PositionedAlert>> topic = SampleAlerts.topic(seed, 3, 600);
        ConcurrentLinkedQueue<String> stopped = new ConcurrentLinkedQueue<>();
        // Both have opened before either writes: one of them is the older.
        CyclicBarrier opened = new CyclicBarrier(2);

        // Both begin on an empty database: making the tables is a race as well.
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> race(topic, new Random(seed), opened, stopped));
        CompletableFuture<Void> two =
                CompletableFuture.runAsync(() -> race(topic, new Random(seed + 1), opened, stopped));
        // What one fails with is reported, not the time that the other waits for it.
        one.exceptionally(error -> failed(two, error));
        two.exceptionally(error -> failed(one, error));
        CompletableFuture.allOf(one, two).get();

        System.out.println(getClass().getSimpleName() + " race seed " + seed + ": " + stopped.size() + " taken over");
        assertThat(contents())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(topic.values().stream()
                        .flatMap(List::stream)
                        .map(AlertSinkContract::shown)
                        .toList());
        assertThat(stopped).isNotEmpty().allMatch(reason -> reason.startsWith("another consumer has taken over"));
    }

    private static Void failed(CompletableFuture<Void> other, Throwable error) {
        other.completeExceptionally(error);
        return null;
    }

    /** Starts again each time it is stopped, until the topic is at its end. */
    private void race(
            Map<Integer, List<PositionedAlert>> topic,
            Random random,
            CyclicBarrier opened,
            ConcurrentLinkedQueue<String> stopped) {
        boolean first = true;
        boolean end = false;
        while (!end) {
            try (AlertSink sink = sink()) {
                Map<Integer, Long> next =
                        new HashMap<>(sink.open(SampleAlerts.ORIGIN).nextOffsets());
                if (first) {
                    opened.await();
                    first = false;
                }
                DeliveryResult result = DeliveryResult.delivered();
                while (!end && result instanceof DeliveryResult.Delivered) {
                    AlertBatch batch = SampleAlerts.batch(topic, next, random, 4);
                    result = sink.deliver(batch);
                    next.putAll(batch.nextOffsets());
                    end = batch.transitions().isEmpty();
                }
                if (result instanceof DeliveryResult.Permanent permanent) {
                    stopped.add(permanent.reason());
                    end = false;
                }
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    // What passes and what does not.

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "53100", "57P01", "55P03", "25006", "58030"})
    protected void shouldDeliverOnceWhatStoodInTheWayHasPassed(String state) throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            obstruct(state);
            DeliveryResult first = sink.deliver(batch(OPENED));
            execute("DROP TRIGGER obstacle ON evidence");

            DeliveryResult second = sink.deliver(batch(OPENED));

            assertThat(first).isEqualTo(DeliveryResult.retryable("cannot be written: no (SQLSTATE " + state + ")"));
            assertThat(second).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(OPENED));
        assertThat(query("SELECT count(*) FROM evidence")).containsExactly("4");
    }

    private void obstruct(String state) throws SQLException {
        execute("CREATE FUNCTION obstruct() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE EXCEPTION 'no' USING ERRCODE = '" + state + "'; END $$");
        execute("CREATE TRIGGER obstacle BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION obstruct()");
    }

    @Test
    void shouldUndoTheWholeBatchWhenOneRowIsRefused() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            obstruct("23514");

            DeliveryResult failed = sink.deliver(batch(OPENED));

            assertThat(failed).isEqualTo(DeliveryResult.permanent("cannot be written: no (SQLSTATE 23514)"));
        }
        assertThat(contents()).isEmpty();
        assertThat(query("SELECT count(*) FROM consumer_offsets")).containsExactly("0");
    }

    @Test
    void shouldGoOnAfterTheServerHasClosedTheConnection() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

            DeliveryResult first = sink.deliver(batch(OPENED));
            DeliveryResult second = sink.deliver(batch(OPENED));

            assertThat(first).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(second).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(OPENED));
    }

    @Test
    void shouldSayWhichTableIsMissing() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            execute("DROP TABLE evidence");

            DeliveryResult failed = sink.deliver(batch(OPENED));

            assertThat(failed)
                    .isEqualTo(DeliveryResult.permanent("cannot be written: relation \"evidence\" does not exist"
                            + " (SQLSTATE 42P01); a table was dropped or is another user's: start again to have it"
                            + " made, or take another schema"));
        }
    }

    @Test
    void shouldNotGoOnPastWhatTheDatabaseHasForgotten() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(OPENED));
            execute("DELETE FROM transitions; DELETE FROM alerts; DELETE FROM evidence; DELETE FROM consumer_offsets");

            DeliveryResult refused = sink.deliver(batch(RESOLVED));

            assertThat(refused)
                    .isEqualTo(DeliveryResult.permanent("goes on at offset 0 of partition 0 though it had kept all"
                            + " before 2, as after a failover that lost transactions; start again to go on from what"
                            + " it has"));
        }
        assertThat(contents()).isEmpty();
    }

    // The network.

    private String through(Cut network, int socketTimeoutSeconds) {
        return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + network.port() + "/") + "&socketTimeout="
                // Plain text, and each statement sent as such: the network is to see them.
                + socketTimeoutSeconds + "&sslmode=disable&prepareThreshold=0";
    }

    private int port() {
        return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    @Test
    void shouldNotDoubleABatchWhoseCommitWasNeverAnswered() throws Exception {
        try (Cut network = new Cut(port());
                AlertSink sink = sink(through(network, 30))) {
            sink.open(SampleAlerts.ORIGIN);
            network.afterSending("COMMIT\u0000", false);
            DeliveryResult unknown = sink.deliver(batch(OPENED));
            network.mend();
            await().until(() -> contents().equals(List.of(shown(OPENED))));

            DeliveryResult again = sink.deliver(batch(OPENED, RESOLVED));

            assertThat(unknown).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(again).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(OPENED), shown(RESOLVED));
        assertThat(query("SELECT count(*) FROM evidence")).containsExactly("8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    protected void shouldNoticeANetworkThatSwallowsEverythingAndNotBeKeptOutByItsOwnTransaction(boolean halfway)
            throws Exception {
        try (Cut network = new Cut(port());
                AlertSink sink = sink(through(network, 2))) {
            sink.open(SampleAlerts.ORIGIN);
            if (halfway) {
                // No time-out of the server ends a session that waits for the rest of a message.
                network.halfwaySending("INSERT INTO transitions");
            } else {
                network.afterSending("INSERT INTO transitions", true);
            }
            DeliveryResult lost = sink.deliver(batch(OPENED));
            network.mend();
            List<DeliveryResult> attempts = new ArrayList<>();

            await().atMost(Duration.ofSeconds(60)).until(() -> {
                attempts.add(sink.deliver(batch(OPENED)));
                return attempts.contains(DeliveryResult.delivered());
            });

            assertThat(lost).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(attempts).noneMatch(DeliveryResult.Permanent.class::isInstance);
        }
        assertThat(contents()).containsExactly(shown(OPENED));
    }

    // Opening.

    @Test
    void shouldWorkBesideOtherTablesAndOtherSchemas() throws SQLException {
        execute("CREATE TABLE notes (text TEXT); CREATE SCHEMA team_a; CREATE TABLE team_a.notes (text TEXT)");

        deliver(OPENED);
        try (AlertSink sink = sink(url + "&currentSchema=team_a")) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(OPENED, RESOLVED));
            assertThat(sink.name()).endsWith("/" + database + "?currentSchema=team_a");
        }

        assertThat(contents()).containsExactly(shown(OPENED));
        assertThat(contents(url + "&currentSchema=team_a")).containsExactly(shown(OPENED), shown(RESOLVED));
    }

    @Test
    void shouldRefuseTablesOfANewerVersion() throws SQLException {
        deliver(OPENED);
        execute("INSERT INTO consumer_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', now(),"
                + " 1, true");

        assertFails(url, "its tables are not those of this version of the program", ": 99");
    }

    @Test
    void shouldWorkForAUserWhoMayOnlyReadAndWriteRows() throws SQLException {
        deliver(OPENED);
        String role = database + "_writer";
        execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw-of-writer'");
        execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
        try (AlertSink sink = sink(as(role, "pw-of-writer"))) {
            sink.open(SampleAlerts.ORIGIN);

            assertThat(sink.deliver(batch(RESOLVED))).isEqualTo(DeliveryResult.delivered());
        } finally {
            execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void shouldSayWhatAUserMayNotDo() throws SQLException {
        String role = database + "_stranger";
        execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw-of-stranger'");
        try {
            assertFails(as(role, "pw-of-stranger"), "permission denied", "docs/guide/postgresql.md");
        } finally {
            execute("DROP ROLE " + role);
        }
    }

    protected String as(String user, String password) {
        return url.replaceFirst("\\?.*", "?user=" + user + "&password=" + password);
    }

    @Test
    void shouldSayThatTheDatabaseIsNotThere() {
        assertFails(url.replace("/" + database, "/nowhere"), "\"nowhere\" does not exist", "CREATE DATABASE");
    }

    @Test
    void shouldMakeTheSchemaThatIsNotThere() throws SQLException {
        try (AlertSink sink = sink(url + "&currentSchema=team_b")) {
            sink.open(SampleAlerts.ORIGIN);
        }

        assertThat(query("SELECT table_schema FROM information_schema.tables WHERE table_name = 'alerts'"))
                .containsExactly("team_b");
    }

    @Test
    void shouldBeUnavailableWhileNothingAnswers() {
        try (AlertSink sink = sink("jdbc:postgresql://127.0.0.1:9/x?user=u&password=hunter2")) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(SinkUnavailableException.class)
                    .hasMessageStartingWith("cannot be opened: Connection to 127.0.0.1:9 refused");
        }
    }

    protected static void assertFails(String url, String... parts) {
        try (AlertSink sink = sink(url)) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessageStartingWith(sink.name() + ": ")
                    .hasMessageContainingAll(parts);
        }
    }

    @ParameterizedTest
    @CsvSource({"options=-c%20default_transaction_isolation=serializable", "options=-c%20synchronous_commit=off"})
    void shouldNotDependOnTheDefaultsOfTheServer(String parameter) throws SQLException {
        try (AlertSink sink = sink(url + "&" + parameter)) {
            sink.open(SampleAlerts.ORIGIN);
            execute("CREATE TABLE seen (isolation TEXT, synchronous TEXT);"
                    + " CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES"
                    + " (current_setting('transaction_isolation'), current_setting('synchronous_commit'));"
                    + " RETURN NEW; END $$; CREATE TRIGGER eye AFTER INSERT ON transitions"
                    + " FOR EACH ROW EXECUTE FUNCTION see()");

            sink.deliver(batch(OPENED));

            assertThat(query("SELECT * FROM seen")).containsExactly("read committed|on");
        }
    }
}
