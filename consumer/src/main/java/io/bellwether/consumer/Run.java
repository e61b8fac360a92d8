package io.bellwether.consumer;

/** What all sinks of one run of an {@link AlertConsumer} share. */
record Run(AlertConsumerConfig config, AlertFilter filter, Cluster cluster, Origin origin, StopSignal stop) {}
