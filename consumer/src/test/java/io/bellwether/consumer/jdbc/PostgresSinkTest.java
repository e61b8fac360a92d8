package io.bellwether.consumer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.SinkState;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a server of this machine, and what needs a hand on the server. */
@Tag("postgres")
class PostgresSinkTest extends PostgresSinkContract {

    @TempDir
    static Path data;

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start(data);
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Override
    protected String server() {
        return postgres.url();
    }

    @Test
    void shouldTakeCredentialsFromOutsideTheUrl() throws SQLException {
        withGuarded(() -> {
            String bare = url().replaceFirst("\\?.*", "");
            JdbcCredentials credentials = new JdbcCredentials("guarded", "open sesame");
            try (AlertSink sink = JdbcSink.postgres(bare, credentials)) {
                assertThat(sink.open(SampleAlerts.ORIGIN)).isEqualTo(SinkState.none());
            }
        });
    }

    @Test
    void shouldSayThatAPasswordIsWrongWithoutSayingIt() throws SQLException {
        withGuarded(() -> {
            try (AlertSink sink = sink(as("guarded", "hunter%2B2"))) {
                assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                        .isInstanceOf(AlertConsumerException.class)
                        .hasMessage(sink.name() + ": cannot be opened: password authentication failed for user"
                                + " \"guarded\" (SQLSTATE 28P01); user and password are taken from"
                                + " ?user=...&password=... of the URL, BELLWETHER_JDBC_USER and"
                                + " BELLWETHER_JDBC_PASSWORD, or ~/.pgpass")
                        .satisfies(error ->
                                assertThat(LocalPostgres.stackTrace(error)).doesNotContain("hunter"));
            }
        });
    }

    private void withGuarded(Runnable work) throws SQLException {
        execute("CREATE ROLE guarded SUPERUSER LOGIN PASSWORD 'open sesame'");
        try {
            work.run();
        } finally {
            execute("DROP OWNED BY guarded; DROP ROLE guarded");
        }
    }

    @Test
    void shouldGoOnAfterTheServerWasKilled() throws Exception {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(OPENED));
            postgres.kill();
            DeliveryResult away = sink.deliver(batch(RESOLVED));
            postgres.restart();

            DeliveryResult back = sink.deliver(batch(RESOLVED));

            assertThat(away).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(back).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(OPENED), shown(RESOLVED));
    }
}
