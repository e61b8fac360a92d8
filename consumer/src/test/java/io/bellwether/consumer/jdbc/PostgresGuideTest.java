package io.bellwether.consumer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.PositionedAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every SQL of the guide, on alerts that it has something to say about. */
@Tag("postgres")
class PostgresGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "postgresql.md");
    private static final Pattern SQL = Pattern.compile("```sql\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path data;

    private static LocalPostgres postgres;

    @BeforeAll
    static void deliver() {
        postgres = LocalPostgres.start(data);
        try (AlertSink sink = PostgresSinkContract.sink(postgres.url())) {
            sink.open(SampleAlerts.ORIGIN);
            PositionedAlert[] all = SampleAlerts.topic(1, 2, 100).values().stream()
                    .flatMap(List::stream)
                    .toArray(PositionedAlert[]::new);
            assertThat(sink.deliver(PostgresSinkContract.batch(all))).isEqualTo(DeliveryResult.delivered());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @TestFactory
    List<DynamicTest> shouldAnswerEachQuestionOfTheGuide() throws IOException {
        List<String> blocks = SQL.matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> run(block)))
                .toList();
    }

    private static void run(String block) throws SQLException {
        if (block.startsWith("SELECT")) {
            assertThat(Rows.of(postgres.url(), block)).isNotEmpty();
        } else {
            try (Connection connection = DriverManager.getConnection(postgres.url());
                    Statement statement = connection.createStatement()) {
                statement.execute(block);
            }
        }
    }
}
