package io.bellwether.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.schemas.TopicSetup;
import io.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TopicSetupTest {

    @TempDir
    static Path directory;

    private static LocalBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(directory, 0);
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldCreateWhatIsMissingOnceAndFindItAsItMustBe() {
        // Given a cluster without the topics
        TopicSetup setup = new TopicSetup(new Topics("once."), 3, Optional.empty());
        TopicSetup.Report first = setup.ensure(admin);

        // When they are ensured a second time
        await().ignoreExceptions().until(() -> partitions("once.market.dead-letters") == 3);
        TopicSetup.Report second = setup.ensure(admin);

        // Then the first created all, the second none
        assertThat(first.created()).hasSize(11).contains("once.market.sales", "once.market.dead-letters");
        assertThat(first.differences()).isEmpty();
        assertThat(second.created()).isEmpty();
        assertThat(second.present()).hasSize(11);
        assertThat(second.differences()).isEmpty();
    }

    @Test
    void shouldGiveMissingInputsThePartitionsOfThoseThatExist() throws Exception {
        // Given one input with four partitions
        Topics topics = new Topics("grown.");
        create(topics.sales(), 4, topics.catalogue().get(0).config());

        // When the others are created, with another default
        TopicSetup.Report report = new TopicSetup(topics, 6, Optional.empty()).ensure(admin);

        // Then the inputs fit together
        assertThat(report.created()).hasSize(10);
        assertThat(partitions(topics.capacity())).isEqualTo(4);
        assertThat(partitions(topics.alerts())).isEqualTo(6);
        assertThat(partitions(topics.rules())).isEqualTo(1);
        assertThat(report.differences()).isEmpty();
    }

    private static final String LARGE = Integer.toString(Topics.MAX_MESSAGE_BYTES);

    @Test
    void shouldSayWhatDiffersAndLeaveIt() throws Exception {
        // Given inputs that do not fit together, and metrics that are not compacted
        Topics topics = new Topics("odd.");
        create(topics.sales(), 2, Map.of("retention.ms", "60000", "retention.bytes", "-1", "max.message.bytes", LARGE));
        create(topics.capacity(), 3, topics.catalogue().get(1).config());
        create(topics.brandMetrics(), 1, Map.of("max.message.bytes", LARGE));
        create(topics.rules(), 2, Map.of("cleanup.policy", "compact", "max.message.bytes", LARGE));

        // When they are checked
        TopicSetup.Report report = new TopicSetup(topics, 6, Optional.empty()).ensure(admin);

        // Then each difference is a sentence
        assertThat(report.differences())
                .containsExactlyInAnyOrder(
                        "the input topics must have the same number of partitions, got:"
                                + " {odd.market.capacity=3, odd.market.sales=2}",
                        "odd.market.sales: retention.ms must be -1, got: 60000",
                        "odd.market.brand-metrics: cleanup.policy must be compact, got: delete",
                        "odd.market.rules: partitions must be 1, got: 2");
        assertThat(partitions(topics.sales())).isEqualTo(2);
    }

    private static void create(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                .all()
                .get();
        await().ignoreExceptions().until(() -> partitions(topic) == partitions);
    }

    private static int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }
}
