/** What an event, a metric set and an alert are: topics, serdes and validation around the generated records. */
@NullMarked
package io.bellwether.schemas;

import org.jspecify.annotations.NullMarked;
