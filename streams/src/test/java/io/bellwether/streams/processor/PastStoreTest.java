package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.schemas.AvroSerdes;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PastStoreTest {

    private final KeyValueStore<byte[], byte[]> entries = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("past"), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    PastStoreTest() {
        AvroSerdes.trustRecords();
        entries.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), entries);
    }

    @Test
    void shouldWorkOutPastDaysAnewAfterAStopInTheMidstOfWriting() {
        // Given
        PastStore store = new PastStore(entries);

        // When
        store.keep(engine(), false);
        boolean inTheMidst = isKnownAfterRestart();
        store.keep(engine(), true);
        boolean afterTheLast = isKnownAfterRestart();

        // Then
        assertThat(inTheMidst).isFalse();
        assertThat(afterTheLast).isTrue();
    }

    private boolean isKnownAfterRestart() {
        AlertEngine restarted = engine();
        new PastStore(entries).restore(restarted);
        return restarted.past().isKnown();
    }

    private static AlertEngine engine() {
        return new AlertEngine(new AlertBook(List.of(), "test"));
    }
}
