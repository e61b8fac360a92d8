package io.bellwether.streams.store;

import org.apache.kafka.streams.query.Query;

/**
 * Returns the ownership epoch of an {@link OwnedStore}: a number above 0, different for each period in which a task owns the
 * store; 0 while none does. If it is equal before and after a read, the task owned the store throughout.
 */
public final class OwnershipEpochQuery implements Query<Long> {}
