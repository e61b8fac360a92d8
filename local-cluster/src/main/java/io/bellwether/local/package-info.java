/** A real Kafka broker and a real schema registry on this machine, with their state in a directory. */
@NullMarked
package io.bellwether.local;

import org.jspecify.annotations.NullMarked;
