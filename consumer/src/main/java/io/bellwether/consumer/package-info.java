/**
 * Alerts from their topic to sinks: {@link io.bellwether.consumer.AlertConsumer} decodes, filters and delivers; a sink
 * keeps its own position together with what it wrote.
 */
@NullMarked
package io.bellwether.consumer;

import org.jspecify.annotations.NullMarked;
