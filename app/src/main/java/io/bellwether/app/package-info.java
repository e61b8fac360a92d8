/** The {@code bellwether} program: verbs, configuration, the all-in-one mode. */
@NullMarked
package io.bellwether.app;

import org.jspecify.annotations.NullMarked;
