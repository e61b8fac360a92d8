package io.bellwether.schemas;

import io.bellwether.schemas.avro.SalesReport;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The Confluent wire format for our records. Schemas are never registered by a record: {@link SubjectRegistration}
 * does that on start, so that a record of an unknown schema is an error and not a new version.
 */
public final class AvroSerdes {

    private static final String RECORDS = SalesReport.class.getPackageName();

    static {
        // A record of ten bytes may say that a text of two gigabytes follows, which Avro would make room for at once.
        limit("org.apache.avro.limits.string.maxLength", Topics.MAX_MESSAGE_BYTES);
        limit("org.apache.avro.limits.bytes.maxLength", Topics.MAX_MESSAGE_BYTES);
        limit("org.apache.avro.limits.collectionItems.maxLength", 1_000_000);
        // Avro instantiates only classes of packages that are trusted.
        ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(type -> type.getPackageName().equals(RECORDS) || others.isTrusted(type));
    }

    private AvroSerdes() {}

    /** Lets Avro make our records wherever it reads them in this process; using any serde of ours does, too. */
    public static void trustRecords() {
        // This class is initialised now.
    }

    /** Avro reads its limits from system properties when it first decodes. Does not override one that is set. */
    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(most));
        }
    }

    /**
     * A serde for one of our records.
     *
     * @param config Confluent client settings; {@code schema.registry.url} is required ({@code mock://name} keeps the
     *     schemas in this process)
     */
    public static <T extends SpecificRecord> Serde<T> serde(Map<String, ?> config) {
        return Serdes.serdeFrom(serializer(config), deserializer(config));
    }

    /** A serializer that looks its schema up under the topic's subject; see {@link #serde}. */
    @SuppressWarnings("unchecked")
    public static <T extends SpecificRecord> Serializer<T> serializer(Map<String, ?> config) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings(config), false);
        return (Serializer<T>) (Serializer<?>) serializer;
    }

    /** A deserializer to our records, whatever version of the schema wrote them; see {@link #serde}. */
    @SuppressWarnings("unchecked")
    public static <T extends SpecificRecord> Deserializer<T> deserializer(Map<String, ?> config) {
        return (Deserializer<T>) (Deserializer<?>) ofRegistry(config);
    }

    static KafkaAvroDeserializer ofRegistry(Map<String, ?> config) {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings(config), false);
        return deserializer;
    }

    private static Map<String, Object> settings(Map<String, ?> config) {
        Map<String, Object> settings = new HashMap<>(config);
        settings.put("auto.register.schemas", false);
        settings.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        return settings;
    }
}
