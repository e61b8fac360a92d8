package io.bellwether.producer.publish;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.bellwether.domain.statement.Identity;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.HashTable;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
    private final Taxonomy taxonomy;

    /**
     * Of no row yet.
     *
     * @param taxonomy says which spellings are one model
     */
    StatementIdentities(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /**
     * Notes what a row says.
     *
     * @param number of the row, as {@link #conflict} names it
     * @return the number of the row that says something else; empty if none does
     */
    Optional<Long> note(SpecificRecord event, long number) {
        ByteBuffer key = key(event);
        if (key == null) {
            return Optional.empty();
        }
        long high = key.getLong();
        long low = key.getLong();
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
    private @Nullable ByteBuffer key(SpecificRecord event) {
        String brand = EventFields.brand(event);
        Statement statement = StatementCodec.of(event);
        Identity identity = Identity.of(statement, model -> taxonomy.modelKey(brand, model));
        if (identity == null) {
            return null;
        }
        Hasher hasher = HASH.newHasher();
        put(hasher, brand);
        hasher.putLong(statement.provenance().publishedAtMicros());
        identity.parts().forEach(part -> put(hasher, part));
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

    private static void put(Hasher hasher, @Nullable Object part) {
        if (part == null) {
            hasher.putInt(-1);
        } else if (part instanceof LocalDate day) {
            hasher.putLong(day.toEpochDay());
        } else if (part instanceof Integer number) {
            hasher.putInt(number);
        } else {
            String text = part.toString();
            hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
        }
    }
}
