package io.bellwether.schemas;

import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.schemas.avro.SalesReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The catalogue of topics, for one pipeline on a cluster.
 *
 * @param prefix put before every name, so that several pipelines share a cluster; empty for none
 */
public record Topics(String prefix) {

    /** Metrics of a large brand with their evidence are large records. */
    public static final int MAX_MESSAGE_BYTES = 8 << 20;

    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "topic prefix must be at most 100 letters, digits, dots, dashes or underscores, got: " + prefix);
        }
    }

    /** Brand -> {@link SalesReport}. */
    public String sales() {
        return prefix + "market.sales";
    }

    /** Brand -> {@link CapacityReport}. */
    public String capacity() {
        return prefix + "market.capacity";
    }

    /** Brand -> {@link Announcement}. */
    public String announcements() {
        return prefix + "market.announcements";
    }

    /** Brand -> {@link BrandMetrics}, compacted. */
    public String brandMetrics() {
        return prefix + "market.brand-metrics";
    }

    /** Brand/model -> {@link ModelMetrics}, compacted. */
    public String modelMetrics() {
        return prefix + "market.model-metrics";
    }

    /** {@code market} -> {@link MarketView}, compacted. */
    public String view() {
        return prefix + "market.view";
    }

    /** Alert id -> {@link Alert}, one record per transition, kept. */
    public String alerts() {
        return prefix + "market.alerts";
    }

    /** Whatever was refused, key and value as received, the reason in {@link DeadLetterHeaders} headers; kept. */
    public String deadLetters() {
        return prefix + "market.dead-letters";
    }

    /** {@code rules} -> {@link RuleSet}, compacted: the rules that run. One partition, read by one task. */
    public String rules() {
        return prefix + "market.rules";
    }

    /**
     * Alert id -> {@link Acknowledgement}, compacted: who has seen which alert. One partition, read by the task that has
     * the alerts.
     */
    public String acknowledgements() {
        return prefix + "market.acknowledgements";
    }

    /** Principal -> who wrote what over HTTP and who was refused, in JSON; kept. */
    public String audit() {
        return prefix + "market.audit";
    }

    /** The three topics that events come in by. */
    public List<String> inputs() {
        return List.of(sales(), capacity(), announcements());
    }

    /** Every topic with its kind and schema, in the order of the documentation. */
    public List<Spec> catalogue() {
        return List.of(
                Spec.kept(sales(), SalesReport.getClassSchema()),
                Spec.kept(capacity(), CapacityReport.getClassSchema()),
                Spec.kept(announcements(), Announcement.getClassSchema()),
                Spec.compacted(brandMetrics(), BrandMetrics.getClassSchema()),
                Spec.compacted(modelMetrics(), ModelMetrics.getClassSchema()),
                Spec.compacted(view(), MarketView.getClassSchema()),
                Spec.kept(alerts(), Alert.getClassSchema()),
                new Spec(deadLetters(), Optional.empty(), Kind.KEPT, OptionalInt.empty()),
                new Spec(rules(), Optional.of(RuleSet.getClassSchema()), Kind.COMPACTED, OptionalInt.of(1)),
                new Spec(
                        acknowledgements(),
                        Optional.of(Acknowledgement.getClassSchema()),
                        Kind.COMPACTED,
                        OptionalInt.of(1)),
                new Spec(audit(), Optional.empty(), Kind.KEPT, OptionalInt.of(1)));
    }

    /** Whether a topic keeps every record or the newest of each key. */
    public enum Kind {
        KEPT,
        COMPACTED
    }

    /**
     * One topic.
     *
     * @param schema of the value; empty where values are bytes as received
     * @param partitions where their number matters
     */
    public record Spec(String name, Optional<Schema> schema, Kind kind, OptionalInt partitions) {

        static Spec kept(String name, Schema schema) {
            return new Spec(name, Optional.of(schema), Kind.KEPT, OptionalInt.empty());
        }

        static Spec compacted(String name, Schema schema) {
            return new Spec(name, Optional.of(schema), Kind.COMPACTED, OptionalInt.empty());
        }

        /** The registry's subject for the value, by the TopicNameStrategy. */
        public String subject() {
            return name + "-value";
        }

        /** Topic settings: retention is set here, never left to the broker's defaults. */
        public Map<String, String> config() {
            Map<String, String> config = new TreeMap<>();
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
            switch (kind) {
                case KEPT -> {
                    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                    config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
                    config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
                }
                case COMPACTED -> config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            }
            return config;
        }
    }

    /**
     * The settings of a topic that is made. Results are compressed by gzip, which every Kafka client reads; producers send
     * LZ4, for which some lack the codec. Existing topics are read and written as they are.
     */
    public Map<String, String> creation(Spec topic) {
        Map<String, String> creation = new TreeMap<>(topic.config());
        if (List.of(brandMetrics(), modelMetrics(), view(), alerts(), deadLetters())
                .contains(topic.name())) {
            creation.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        }
        return creation;
    }
}
