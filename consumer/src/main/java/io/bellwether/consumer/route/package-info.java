/** Which alerts go where, when, and together with which others: routes, groups, silences, inhibition. No I/O, no clock. */
@NullMarked
package io.bellwether.consumer.route;

import org.jspecify.annotations.NullMarked;
