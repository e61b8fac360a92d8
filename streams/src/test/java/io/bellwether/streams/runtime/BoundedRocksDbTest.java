package io.bellwether.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedRocksDbTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void shouldBoundTheMemoryOfAllStoresByThatOfTheMachine() {
        assertThat(BoundedRocksDb.bytes(GIGABYTE / 2)).isEqualTo(BoundedRocksDb.MIN_BYTES);
        assertThat(BoundedRocksDb.bytes(4 * GIGABYTE)).isEqualTo(GIGABYTE / 4);
        assertThat(BoundedRocksDb.bytes(256 * GIGABYTE)).isEqualTo(BoundedRocksDb.MAX_BYTES);
    }

    @Test
    void shouldBeHowStoresAreConfigured() {
        StreamsSettings settings =
                new StreamsSettings(new Topics(""), Path.of("state"), 1, Map.of("bootstrap.servers", "none:1"));

        assertThat(settings.properties()).containsEntry("rocksdb.config.setter", BoundedRocksDb.class);
    }
}
