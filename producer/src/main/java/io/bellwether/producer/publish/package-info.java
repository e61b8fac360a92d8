/** Sources of events: read, validate, publish. Start at {@link io.bellwether.producer.publish.Publisher}. */
@NullMarked
package io.bellwether.producer.publish;

import org.jspecify.annotations.NullMarked;
