package io.bellwether.producer.publish;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.bellwether.domain.statement.ModelNames;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of one input say of which statement at which instant (docs/figures.md#identity): a second row that says
 * something else at the same instant would replace the first by chance of its id, and without a word.
 *
 * <p>Up to {@link #CAPACITY} statements are remembered, in 64 MB; what comes after them is not compared.
 */
final class StatementIdentities {

    /** Most statements remembered. */
    static final int CAPACITY = 1_000_000;

    private static final HashFunction HASH = Hashing.murmur3_128();

    private final HashTable table = new HashTable(2, CAPACITY);

    /**
     * Notes what a row says.
     *
     * @param number of the row, as {@link #conflict} names it
     * @return the number of the row that says something else; empty if none does
     */
    Optional<Long> note(SpecificRecord event, long number) {
        ByteBuffer identity = identity(event);
        if (identity == null) {
            return Optional.empty();
        }
        long high = identity.getLong();
        long low = identity.getLong();
        long figures = figures(event);
        int slot = table.find(high, low);
        if (table.isFull(slot)) {
            return table.value(slot, 0) == figures ? Optional.empty() : Optional.of(table.value(slot, 1));
        }
        table.put(slot, high, low, figures, number);
        return Optional.empty();
    }

    /** Why a row is refused that says something else than an earlier one. */
    static Refusal conflict(SpecificRecord event, String earlier) {
        return new Refusal(
                event instanceof SalesReport ? "units" : event instanceof CapacityReport ? "units_per_month" : "detail",
                "differs from what " + earlier + " says of the same, by the same source and with the same published_at:"
                        + " which of them holds would be chance. Where both are parts of one figure, 'ingest table' adds"
                        + " them up (duplicates: sum); a correction is published later ('publish --correct')");
    }

    /** Whose figures they are, and when they were published; null for what has no identity. */
    private static @Nullable ByteBuffer identity(SpecificRecord event) {
        Hasher hasher = HASH.newHasher();
        put(hasher, event.getSchema().getName());
        put(hasher, EventFields.brand(event));
        Instant published = EventFields.publishedAt(event);
        hasher.putLong(published.getEpochSecond()).putInt(published.getNano());
        if (event instanceof SalesReport sales) {
            put(hasher, sales.getSource());
            model(hasher, sales.getModel());
            put(hasher, sales.getRegion());
            put(hasher, sales.getMeasure());
            put(hasher, sales.getGranularity());
            put(hasher, sales.getPeriodStart());
            put(hasher, sales.getPeriodEnd());
        } else if (event instanceof CapacityReport capacity) {
            put(hasher, capacity.getSource());
            put(hasher, capacity.getPlant());
            put(hasher, capacity.getEffectiveFrom());
        } else {
            Announcement news = (Announcement) event;
            put(hasher, news.getSource());
            if (news.getDetail() instanceof SalesTarget target) {
                put(hasher, "target");
                hasher.putInt(target.getYear());
                put(hasher, target.getQuarter());
                put(hasher, target.getMonth());
                put(hasher, target.getLastMonth());
                put(hasher, target.getKind());
            } else if (news.getDetail() instanceof LeadTimeQuote quote) {
                put(hasher, "quote");
                model(hasher, quote.getModel());
            } else {
                return null;
            }
        }
        return ByteBuffer.wrap(hasher.hash().asBytes());
    }

    private static long figures(SpecificRecord event) {
        Hasher hasher = HASH.newHasher();
        if (event instanceof SalesReport sales) {
            hasher.putLong(sales.getUnits());
            put(hasher, sales.getQualifier());
        } else if (event instanceof CapacityReport capacity) {
            hasher.putLong(capacity.getUnitsPerMonth());
            put(hasher, capacity.getStatus());
        } else if (((Announcement) event).getDetail() instanceof SalesTarget target) {
            hasher.putLong(target.getUnits());
            put(hasher, target.getUnitsHigh());
        } else if (((Announcement) event).getDetail() instanceof LeadTimeQuote quote) {
            hasher.putDouble(quote.getWeeks());
        }
        return hasher.hash().asLong();
    }

    /** However it is spelled. */
    private static void model(Hasher hasher, @Nullable String model) {
        put(hasher, model == null ? null : ModelNames.fold(model));
    }

    private static void put(Hasher hasher, @Nullable Object part) {
        if (part == null) {
            hasher.putInt(-1);
        } else {
            String text = part.toString();
            hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
        }
    }
}
