/** State of the topology that Kafka Streams does not bring itself. */
@NullMarked
package io.bellwether.streams.store;

import org.jspecify.annotations.NullMarked;
