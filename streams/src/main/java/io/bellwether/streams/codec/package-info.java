/** Between the domain and the Avro records: nothing is decided here. */
@NullMarked
package io.bellwether.streams.codec;

import org.jspecify.annotations.NullMarked;
