/** Whole-pipeline benchmarks: each part in a process of its own, driven from one. */
@NullMarked
package io.bellwether.benchmarks;

import org.jspecify.annotations.NullMarked;
