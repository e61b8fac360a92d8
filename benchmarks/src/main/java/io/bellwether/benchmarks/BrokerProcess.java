package io.bellwether.benchmarks;

import io.bellwether.local.LocalCluster;
import io.bellwether.schemas.TopicSetup;
import io.bellwether.schemas.Topics;
import java.nio.file.Path;

/** Main of the broker's process, the registry below it. Argument: folder for their data. */
public final class BrokerProcess {

    private BrokerProcess() {}

    /** Answers {@code prepare PREFIX}: topics and subjects of a pipeline, with the product's number of partitions. */
    public static void main(String[] args) throws Exception {
        try (LocalCluster cluster = LocalCluster.start(Path.of(args[0]))) {
            new Commands()
                    .on("prepare", of -> {
                        cluster.prepare(new Topics(of[0]), TopicSetup.DEFAULT_PARTITIONS);
                        return "done";
                    })
                    .serve(cluster.bootstrapServers() + Commands.FIELD + cluster.schemaRegistryUrl());
        }
    }
}
