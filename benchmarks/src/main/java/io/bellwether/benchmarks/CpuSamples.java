package io.bellwether.benchmarks;

import java.util.Map.Entry;
import java.util.TreeMap;

/** Samples of the CPU time of this process, to look up how much was used up to an instant. */
final class CpuSamples {

    private static final long EVERY_MS = 20;

    private final TreeMap<Long, Long> nanosByMillis = new TreeMap<>();

    void start() {
        Thread sampler = new Thread(this::sample, "cpu-samples");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        try {
            while (true) {
                take();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void take() {
        nanosByMillis.put(System.currentTimeMillis(), Usage.cpuNanosNow());
    }

    /** CPU nanoseconds up to this instant, to the precision of a sample. */
    synchronized long upTo(long epochMillis) {
        Entry<Long, Long> sample = nanosByMillis.floorEntry(epochMillis);
        return sample == null ? 0 : sample.getValue();
    }
}
