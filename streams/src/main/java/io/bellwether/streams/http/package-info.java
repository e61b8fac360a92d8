/** The HTTP API over the queries. */
@NullMarked
package io.bellwether.streams.http;

import org.jspecify.annotations.NullMarked;
