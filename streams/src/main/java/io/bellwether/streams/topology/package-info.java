/** The dataflow, as wiring only. */
@NullMarked
package io.bellwether.streams.topology;

import org.jspecify.annotations.NullMarked;
