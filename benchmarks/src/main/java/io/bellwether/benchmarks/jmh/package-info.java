/** Micro-benchmarks of the domain alone; {@code benchmarks/run --jmh}. */
@NullMarked
package io.bellwether.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
