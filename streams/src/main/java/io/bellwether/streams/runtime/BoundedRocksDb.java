package io.bellwether.streams.runtime;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all stores of this process outside of the heap, a sixteenth of the machine's and at least
 * {@value #MIN_BYTES} and at most {@value #MAX_BYTES} bytes: by default each store of each partition has some 100 MB of
 * its own. Half of it is for what is not yet on disk.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    static final long MIN_BYTES = 64L << 20;
    static final long MAX_BYTES = 512L << 20;

    /** Made with the first store, when the native library is there; lives as long as the process. */
    private static final class Shared {

        private static final Cache CACHE = new LRUCache(bytes(machine()));
        private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(bytes(machine()) / 2, CACHE);
    }

    static long bytes(long machine) {
        return Math.max(MIN_BYTES, Math.min(MAX_BYTES, machine / 16));
    }

    private static long machine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : MAX_BYTES;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        options.setWriteBufferManager(Shared.WRITE_BUFFERS);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        // the cache is shared
    }
}
