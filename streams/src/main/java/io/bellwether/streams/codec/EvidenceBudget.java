package io.bellwether.streams.codec;

import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * Keeps the evidence in a record of a topic below a size that every broker takes, however many statements, plants and targets
 * are behind it and however long their names and addresses are. Ordinary evidence is a hundredth of it. Beyond half of it
 * each value is listed with one source, by one statement and without an address; what still does not fit is left out.
 */
final class EvidenceBudget {

    /** Of the evidence in one list, encoded. */
    static final int MAX_BYTES = 300_000;

    /** Of numbers, lengths and the like in a value, and in a source. */
    private static final int HEAD_BYTES = 40;

    private static final int MAX_BYTES_OF_A_CHAR = 3;
    private static final int MAX_METRICS = 50;

    private EvidenceBudget() {}

    /** The evidence, as much of it as fits. */
    static List<Evidence> fit(List<Evidence> evidence) {
        long most = 0;
        for (Evidence value : evidence) {
            most += size(value, EvidenceBudget::atMost);
        }
        return most <= MAX_BYTES / 2 ? evidence : cut(evidence);
    }

    private static List<Evidence> cut(List<Evidence> evidence) {
        List<Evidence> kept = new ArrayList<>(evidence.size());
        long size = 0;
        for (Evidence value : evidence) {
            long whole = size(value, Utils::utf8Length);
            if (size + whole <= MAX_BYTES / 2) {
                size += whole;
                kept.add(value);
                continue;
            }
            Evidence brief = brief(value);
            long left = size(brief, Utils::utf8Length);
            if (size + left <= MAX_BYTES) {
                size += left;
                kept.add(brief);
            }
        }
        return kept;
    }

    private static Evidence brief(Evidence value) {
        EvidenceSource first = value.getSources().get(0);
        EvidenceSource source = new EvidenceSource(
                first.getSource(),
                first.getSourceTier(),
                first.getQualifier(),
                first.getPublishedAt(),
                null,
                first.getEventIds().subList(0, 1),
                first.getStatementCount());
        return new Evidence(
                value.getName(),
                value.getPeriod(),
                value.getValue(),
                value.getQualifier(),
                List.of(source),
                value.getMetrics()
                        .subList(0, Math.min(MAX_METRICS, value.getMetrics().size())));
    }

    /** The length of a text in bytes. */
    @FunctionalInterface
    private interface Length {
        int of(String text);
    }

    private static int atMost(String text) {
        return text.length() * MAX_BYTES_OF_A_CHAR;
    }

    private static long size(Evidence value, Length length) {
        long size = (long) HEAD_BYTES + length.of(value.getName()) + length.of(value.getPeriod());
        for (String metric : value.getMetrics()) {
            size += length.of(metric);
        }
        for (EvidenceSource source : value.getSources()) {
            size += HEAD_BYTES + length.of(source.getSource());
            size += source.getUrl() == null ? 0 : length.of(source.getUrl());
            for (String id : source.getEventIds()) {
                size += length.of(id);
            }
        }
        return size;
    }
}
