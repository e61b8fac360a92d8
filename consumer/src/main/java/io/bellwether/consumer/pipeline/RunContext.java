package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.Origin;

/** What all sinks of one run of the alert consumer share. */
public record RunContext(
        AlertConsumerConfig config, AlertFilter filter, Cluster cluster, Origin origin, StopSignal stop) {}
