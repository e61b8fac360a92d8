/** Queries on the stores of this and other instances. */
@NullMarked
package io.bellwether.streams.query;

import org.jspecify.annotations.NullMarked;
