package io.bellwether.schemas;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Commitment;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.MarketTechnology;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.TechnologyBrand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in the shapes that programs are answered in: maps, lists, strings, numbers and null, ready for any JSON
 * library. Dates are ISO 8601, instants RFC 3339, both UTC.
 */
public final class RecordJson {

    private RecordJson() {}

    /** Any record of ours, field by field under the names of its schema. */
    public static Map<String, @Nullable Object> of(IndexedRecord record) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            answer.put(field.name(), plain(record.get(field.pos())));
        }
        return answer;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof Collection<?> values) {
            List<@Nullable Object> all = new ArrayList<>(values.size());
            values.forEach(each -> all.add(plain(each)));
            return all;
        }
        if (value instanceof Map<?, ?> values) {
            Map<String, @Nullable Object> all = new TreeMap<>();
            values.forEach((name, each) -> all.put(name.toString(), plain(each)));
            return all;
        }
        return value instanceof Enum<?> || value instanceof LocalDate || value instanceof Instant
                ? value.toString()
                : value;
    }

    /** {@code GET /api/v1/market}. */
    public static Map<String, @Nullable Object> market(MarketView view) {
        Map<String, @Nullable Object> answer = of(view);
        answer.remove("commitments");
        Map<String, @Nullable Object> technologies = new TreeMap<>();
        view.getTechnologies().forEach((name, race) -> technologies.put(name, technology(race)));
        answer.put("technologies", technologies);
        return answer;
    }

    private static Map<String, @Nullable Object> technology(MarketTechnology race) {
        Map<String, @Nullable Object> answer = of(race);
        Map<String, @Nullable Object> brands = new TreeMap<>();
        race.getBrands().forEach((brand, own) -> brands.put(brand, contender(own)));
        answer.put("brands", brands);
        return answer;
    }

    private static Map<String, @Nullable Object> contender(TechnologyBrand own) {
        Map<String, @Nullable Object> answer = of(own);
        answer.put("coverage", coverage(own.getCoverage()));
        return answer;
    }

    /** One of {@code GET /api/v1/commitments}. */
    public static Map<String, @Nullable Object> commitment(Commitment commitment) {
        Map<String, @Nullable Object> answer = of(commitment);
        answer.remove("met_on");
        answer.put("coverage", coverage(commitment.getCoverage()));
        return answer;
    }

    /** A number of cities as a number. */
    private static @Nullable Object coverage(@Nullable String coverage) {
        return coverage == null || coverage.equals("NATIONWIDE") ? coverage : (Object) Integer.valueOf(coverage);
    }

    /** An alert, each transition of it, with its evidence. */
    public static Map<String, @Nullable Object> alert(Alert alert) {
        return of(alert);
    }

    /** Evidence of metrics. */
    public static List<Map<String, @Nullable Object>> evidence(List<Evidence> evidence) {
        List<Map<String, @Nullable Object>> answers = new ArrayList<>(evidence.size());
        evidence.forEach(value -> answers.add(of(value)));
        return answers;
    }
}
