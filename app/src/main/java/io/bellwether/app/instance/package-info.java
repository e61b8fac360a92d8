/** What runs: one instance of the topology, and everything in one process. */
@NullMarked
package io.bellwether.app.instance;

import org.jspecify.annotations.NullMarked;
