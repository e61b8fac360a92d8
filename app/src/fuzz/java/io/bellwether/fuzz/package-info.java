/** Inputs made up by a fuzzer that watches which code they reach. */
package io.bellwether.fuzz;
