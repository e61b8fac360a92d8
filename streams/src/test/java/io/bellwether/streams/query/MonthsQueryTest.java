package io.bellwether.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.domain.statement.Measure;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.MonthStatement;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.MarketQueries.MonthSpan;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.reference.EventLines;
import io.bellwether.streams.store.StatementStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** The months of a model list every statement that their totals count. */
class MonthsQueryTest {

    private static final Map<String, String> SERDES = Map.of("schema.registry.url", "mock://months-query");

    private final Topics topics = new Topics("");

    @Test
    void shouldListStatementsUnderEverySpellingOfTheTable() {
        // Given a table by which "alpha" is the model A
        SubjectRegistration.register(topics, SERDES);
        Aliases.Builder table = Aliases.builder();
        table.brand("x", "X");
        table.model("x", "A", "A");
        table.model("x", "A", "alpha");
        TopologyConfig config = TopologyConfig.standard(topics, SERDES).withAliases(table.build());
        StatementReplay replay = new StatementReplay(config);
        byte[] page = page("x DELIVERIES 2024-03 100 model=alpha", "x DELIVERIES 2024-04 120 model=A");

        // When its months are asked for by the name
        MonthsQuery query = new MonthsQuery(
                "x", null, new MonthSeries.SeriesSubject(Measure.DELIVERIES, "A", null), new MonthSpan(null, null, 12));
        List<BrandMonth> months = replay.months(query, range -> one(page)).stream()
                .filter(entry -> !entry.key().isEmpty())
                .map(Entry::value)
                .map(Encoding.BRAND_MONTH::decode)
                .toList();

        // Then each has its total and the statement behind it
        assertThat(months).extracting(BrandMonth::getMonth).containsExactly("2024-03", "2024-04");
        assertThat(months)
                .allSatisfy(month -> assertThat(month.getStatements())
                        .singleElement()
                        .returns(month.getUnits(), MonthStatement::getUnits));
    }

    @Test
    void shouldStopOnceNobodyWaitsForTheAnswer() {
        // Given many statements, and a clock on which a second passes each time that it is looked at
        SubjectRegistration.register(topics, SERDES);
        StatementReplay replay = new StatementReplay(TopologyConfig.standard(topics, SERDES));
        byte[] page = page(IntStream.range(0, 12)
                .mapToObj(month -> "x DELIVERIES 2024-%02d 100".formatted(month + 1))
                .toArray(String[]::new));
        List<Integer> read = new ArrayList<>();
        AtomicLong seconds = new AtomicLong();
        TimeLimit limit = new TimeLimit(() -> seconds.getAndIncrement() * 1_000_000_000, Duration.ofSeconds(5));
        PartitionStores stores = new PartitionStores(
                new PartitionStores.Reader() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <R> R read(String store, Query<R> query) {
                        read.add(1);
                        return (R) one(page);
                    }
                },
                replay,
                limit);

        // When, then: after the read and four statements
        assertThatThrownBy(() -> stores.history("x", Knowledge.ALL))
                .isInstanceOf(StateUnavailable.class)
                .hasMessageContaining("takes longer than 5000 ms");
        assertThat(seconds).hasValue(7);
        assertThatThrownBy(() -> stores.value("any", "x")).isInstanceOf(StateUnavailable.class);
        assertThat(read).as("nothing more is read").hasSize(1);
    }

    private byte[] page(String... lines) {
        ByteBuffer page = ByteBuffer.allocate(4_096);
        try (Serializer<SpecificRecord> serializer = AvroSerdes.serializer(SERDES)) {
            for (SpecificRecord event : EventLines.parse(lines)) {
                byte[] value = serializer.serialize(topics.sales(), event);
                page.putInt(value.length)
                        .put((byte) StatementStore.Kind.SALES.ordinal())
                        .put(value);
            }
        }
        byte[] written = new byte[page.position()];
        page.flip().get(written);
        return written;
    }

    private static KeyValueIterator<Bytes, byte[]> one(byte[] page) {
        Bytes key = Bytes.wrap(new byte[] {'x', 0, 0, 0, 0, 0});
        Iterator<KeyValue<Bytes, byte[]>> pages =
                List.of(KeyValue.pair(key, page)).iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {}

            @Override
            public Bytes peekNextKey() {
                return key;
            }

            @Override
            public boolean hasNext() {
                return pages.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                return pages.next();
            }
        };
    }
}
