/** An instance of the topology on a cluster. */
@NullMarked
package io.bellwether.streams.runtime;

import org.jspecify.annotations.NullMarked;
