package io.bellwether.schemas;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.Commitment;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.MarketTechnology;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.schemas.avro.TechnologyBrand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro records as JSON: fields by their Avro names in schema order, unions as their value, enums as their symbol, dates
 * as ISO 8601 and instants as RFC 3339, both UTC; a number that JSON cannot hold is null. Maps are sorted by key, but
 * for those that have an order of insertion.
 */
public final class RecordJson {

    private static final ObjectMapper MAPPER = new ObjectMapper(
            new JsonFactoryBuilder().characterEscapes(new ZeroReplaced()).build());

    /** Fields of the topic's records that answers do not have. */
    public static final List<String> MARKET_COUNTS =
            List.of("brand_count", "technology_count", "commitment_count", "target_count");

    private RecordJson() {}

    /**
     * The JSON text of a record, or of a list or map that may hold records. A zero character becomes U+FFFD: databases
     * that look into JSON reject it, even escaped.
     */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "must be a record, or lists and maps of records, got: "
                            + value.getClass().getName(),
                    e);
        }
    }

    /** A record as maps, lists, strings, numbers and null. */
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
            Map<String, @Nullable Object> all =
                    value instanceof LinkedHashMap ? new LinkedHashMap<>() : new TreeMap<>();
            values.forEach((name, each) -> all.put(name.toString(), plain(each)));
            return all;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        return value instanceof Enum<?> || value instanceof LocalDate || value instanceof Instant
                ? value.toString()
                : value;
    }

    /** {@code GET /api/v1/market}. */
    public static Map<String, @Nullable Object> market(MarketView view) {
        Map<String, @Nullable Object> answer = of(view);
        answer.remove("commitments");
        answer.remove("targets");
        MARKET_COUNTS.forEach(answer::remove);
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

    /** One of {@code GET /api/v1/statements}: an event as in files of events, with what became of it. */
    public static Map<String, @Nullable Object> statement(StatementEntry entry) {
        Map<String, @Nullable Object> answer = event((IndexedRecord) entry.getEvent());
        answer.put("outcome", entry.getOutcome().name());
        answer.put("reason", entry.getReason());
        answer.put("by", entry.getBy());
        return answer;
    }

    /** An input record in the shape of event files, with its type and that of an announcement's detail. */
    public static Map<String, @Nullable Object> event(IndexedRecord event) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "type",
                event instanceof SalesReport ? "sales" : event instanceof CapacityReport ? "capacity" : "announcement");
        answer.putAll(of(event));
        if (event instanceof Announcement news && news.getDetail() instanceof IndexedRecord detail) {
            Map<String, @Nullable Object> typed = new LinkedHashMap<>();
            typed.put("type", snakeCase(detail.getSchema().getName()));
            typed.putAll(of(detail));
            answer.put("detail", typed);
        }
        return answer;
    }

    /** {@code SalesTarget} is {@code sales_target}. */
    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
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

    /** Jackson's own escapes, but for the zero character. */
    private static final class ZeroReplaced extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] ascii = standardAsciiEscapesForJSON();

        ZeroReplaced() {
            ascii[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0 ? new SerializedString("\uFFFD") : null;
        }
    }
}
