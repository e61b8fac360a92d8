package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.TotalQualifier;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A known number of vehicles and how exact it is. */
record Total(long units, TotalQualifier qualifier) {

    /** Section 2: a sum's qualifier is its weakest part's; a sum of nothing is unknown. */
    static Optional<Total> sum(Collection<Total> parts) {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Total(
                        parts.stream().mapToLong(Total::units).sum(),
                        weakest(parts.stream().map(Total::qualifier))));
    }

    /** ESTIMATE, then AT_LEAST, then EXACT, then DERIVED, so that EXACT and DERIVED together are EXACT. */
    static TotalQualifier weakest(Stream<TotalQualifier> qualifiers) {
        return qualifiers.min(Comparator.naturalOrder()).orElseThrow();
    }

    public boolean isExact() {
        return qualifier == TotalQualifier.EXACT;
    }

    public boolean isAtLeast() {
        return qualifier == TotalQualifier.AT_LEAST;
    }
}
