package io.bellwether.streams.query;

import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.MarketProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks answer a query.
 *
 * @param tasks whose stores are read
 * @param brand whose partition alone is asked; null for all partitions of these tasks
 */
public record Placement(Tasks tasks, @Nullable String brand) {

    /** Every partition of the brands. */
    static final Placement ALL_BRANDS = new Placement(Tasks.BRANDS, null);

    /** The one task of the market. */
    static final Placement MARKET = new Placement(Tasks.MARKET, null);

    /** The tasks of one part of the topology; all stores of a task are placed alike. */
    enum Tasks {
        BRANDS,
        MARKET
    }

    /** The partition of one brand. */
    static Placement of(String brand) {
        return new Placement(Tasks.BRANDS, brand);
    }

    /** Whether the task of the market answers, else those of the brands. */
    boolean isMarket() {
        return tasks == Tasks.MARKET;
    }

    /** A store by which the owner of a partition is found. */
    String store() {
        return stores().get(0);
    }

    /** The stores that may be read. */
    List<String> stores() {
        return switch (tasks) {
            case BRANDS -> List.of(BrandProcessor.STATEMENTS, BrandProcessor.METRICS);
            case MARKET ->
                List.of(
                        MarketProcessor.HISTORY,
                        MarketProcessor.ALERTS,
                        MarketProcessor.VIEW,
                        MarketProcessor.RULES,
                        MarketProcessor.SUMMARIES);
        };
    }

    /**
     * The partitions that the answer is of.
     *
     * @param brandPartitions of each input topic
     */
    Set<Integer> partitions(int brandPartitions) {
        Set<Integer> partitions = new TreeSet<>();
        if (brand != null) {
            // As the producers' default partitioner has it.
            partitions.add(BuiltInPartitioner.partitionForKey(brand.getBytes(StandardCharsets.UTF_8), brandPartitions));
        } else {
            for (int partition = 0; partition < (isMarket() ? 1 : brandPartitions); partition++) {
                partitions.add(partition);
            }
        }
        return partitions;
    }
}
