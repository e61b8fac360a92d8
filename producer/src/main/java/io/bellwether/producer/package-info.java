/** Sources of events: read, validate, publish. Start at {@link io.bellwether.producer.Publisher}. */
@NullMarked
package io.bellwether.producer;

import org.jspecify.annotations.NullMarked;
