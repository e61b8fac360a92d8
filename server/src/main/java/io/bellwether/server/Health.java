package io.bellwether.server;

import java.util.function.BooleanSupplier;

/**
 * How a process is.
 *
 * @param alive whether it has not failed for good
 * @param ready whether it does its work
 */
public record Health(BooleanSupplier alive, BooleanSupplier ready) {}
