/** What the state says when asked. */
@NullMarked
package io.bellwether.streams.query;

import org.jspecify.annotations.NullMarked;
