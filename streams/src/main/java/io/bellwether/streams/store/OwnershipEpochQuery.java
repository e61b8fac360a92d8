package io.bellwether.streams.store;

import org.apache.kafka.streams.query.Query;

/**
 * Asks a {@link OwnedStore} for the term in which its task is in charge, a number above 0 that no other term has; 0 while
 * it is not. What was read between two equal answers was read from a task in charge.
 */
public final class OwnershipEpochQuery implements Query<Long> {}
