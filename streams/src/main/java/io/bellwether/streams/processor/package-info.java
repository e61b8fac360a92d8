/** Thin shells between the streams and the domain: load, call, store, forward. */
@NullMarked
package io.bellwether.streams.processor;

import org.jspecify.annotations.NullMarked;
