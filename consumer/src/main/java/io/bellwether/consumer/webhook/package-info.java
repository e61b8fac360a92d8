/** Posts signed messages to addresses outside: no redirects, no private networks, bounded in time and size. */
@NullMarked
package io.bellwether.consumer.webhook;

import org.jspecify.annotations.NullMarked;
