package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.Origin;

/** Shared by all sinks of one run of the alert consumer. */
public record RunContext(
        AlertConsumerConfig config, AlertFilter filter, AlertSource source, Origin origin, StopRequest stop) {}
