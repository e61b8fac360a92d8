/** The HTTP API over the queries. */
@NullMarked
package io.bellwether.server;

import org.jspecify.annotations.NullMarked;
