package io.bellwether.streams.query;

/** State that answers queries. May be used from any thread. */
public interface QueriedState {

    /**
     * Answers from all partitions that the query is about.
     *
     * @throws StateUnavailable if one of them has had no owner in charge for some time
     */
    <T> Answer<T> answer(StateQuery<T> query);
}
