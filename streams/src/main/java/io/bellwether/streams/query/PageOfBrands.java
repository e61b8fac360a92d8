package io.bellwether.streams.query;

import io.bellwether.domain.statement.CodePoints;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list over brands is wanted. Its keys begin with the brand and a line feed, so that the brands are gone
 * through by name and no further than the page is full.
 *
 * @param brand only this one; null for all
 * @param after only what is behind this key; null for all
 * @param limit at most so many
 */
public record PageOfBrands(@Nullable String brand, @Nullable String after, int limit) {

    /** What a brand has to give: its entries by key. */
    @FunctionalInterface
    interface OfBrand {

        /**
         * The entries of a brand behind a key.
         *
         * @param limit as many are enough
         */
        List<Entry> entries(String brand, int limit);
    }

    static PageOfBrands of(QueryParameters parameters) {
        return new PageOfBrands(
                parameters.text("brand"),
                parameters.text("after"),
                parameters.number("limit", QueryParameters.MAX_ENTRIES));
    }

    QueryParameters addTo(QueryParameters parameters) {
        return parameters.with("brand", brand).with("after", after).with("limit", limit);
    }

    Placement placement() {
        return brand == null ? Placement.ALL_BRANDS : Placement.of(brand);
    }

    /** Whether an entry is behind the part that the caller has. */
    boolean isBehind(String key) {
        return after == null || CodePoints.compare(key, after) > 0;
    }

    private static String brandOf(String key) {
        int end = key.indexOf('\n');
        return end < 0 ? key : key.substring(0, end);
    }

    /** One more entry than fits on the page, if there are as many. */
    List<Entry> answer(PartitionStores stores, OfBrand ofBrand) {
        int read = limit + 1;
        if (brand != null) {
            return ofBrand.entries(brand, read);
        }
        List<Entry> entries = new ArrayList<>();
        for (String name : stores.brandsFrom(after == null ? null : brandOf(after))) {
            if (entries.size() >= read) {
                break;
            }
            entries.addAll(ofBrand.entries(name, read - entries.size()));
        }
        return entries;
    }
}
