package io.bellwether.server;

import java.util.function.BooleanSupplier;

/**
 * The health of a process.
 *
 * @param alive whether it has not failed for good
 * @param ready whether it does its work
 */
public record Health(BooleanSupplier alive, BooleanSupplier ready) {}
