package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventJsonTest {

    private static final String SALES = "{'type':'sales','event_id':null,'brand':'xiaomi','model':'SU7','region':null,"
            + "'measure':'DELIVERIES','period_start':'2024-10-01','granularity':'MONTH','units':20000,"
            + "'qualifier':'AT_LEAST','source':'xiaomi-ev','source_tier':'OFFICIAL',"
            + "'published_at':'2024-11-01T02:00:00Z','url':null}";
    private static final String CAPACITY = "{'type':'capacity','brand':'xiaomi','plant':'beijing-1',"
            + "'units_per_month':12500,'effective_from':'2024-03-01','source':'xiaomi-ev','source_tier':'OFFICIAL',"
            + "'published_at':'2024-03-28T02:00:00Z'}";
    private static final String MILESTONE = "{'type':'announcement','brand':'xiaomi','headline':'...',"
            + "'source':'heyan-yueche','source_tier':'MEDIA','published_at':'2024-11-11','detail':"
            + "{'type':'technology_milestone','technology':'END_TO_END','stage':'CLOSED_BETA','due_by':'2024-11-30'}}";
    private static final String LEAD_TIME = "{'type':'announcement','brand':'xiaomi','headline':'','source':'app',"
            + "'source_tier':'OFFICIAL','published_at':'2024-11-11','detail':{'type':'lead_time_quote','weeks':28.5}}";

    @Test
    void shouldReadEveryFieldOfASalesReport() {
        SpecificRecord event = accepted(SALES);

        SalesReport sales = (SalesReport) event;
        assertThat(sales.getBrand()).isEqualTo("xiaomi");
        assertThat(sales.getModel()).isEqualTo("SU7");
        assertThat(sales.getRegion()).isNull();
        assertThat(sales.getMeasure()).isEqualTo(Measure.DELIVERIES);
        assertThat(sales.getPeriodStart()).isEqualTo(LocalDate.of(2024, 10, 1));
        assertThat(sales.getUnits()).isEqualTo(20_000);
        assertThat(sales.getQualifier()).isEqualTo(Qualifier.AT_LEAST);
        assertThat(sales.getSource()).isEqualTo("xiaomi-ev");
        assertThat(sales.getSourceTier()).isEqualTo(SourceTier.OFFICIAL);
        assertThat(sales.getPublishedAt()).isEqualTo(Instant.parse("2024-11-01T02:00:00Z"));
        assertThat(sales.getUrl()).isNull();
        assertThat(sales.getEventId()).hasSize(36);
    }

    @Test
    void shouldFillInDefaults() {
        CapacityReport capacity = (CapacityReport) accepted(CAPACITY);
        SalesReport sales = (SalesReport) accepted(SALES.replace("'qualifier':'AT_LEAST',", ""));
        Announcement announcement = (Announcement) accepted(MILESTONE);

        assertThat(capacity.getStatus()).isEqualTo(CapacityStatus.OPERATING);
        assertThat(sales.getQualifier()).isEqualTo(Qualifier.EXACT);
        TechnologyMilestone milestone = (TechnologyMilestone) announcement.getDetail();
        assertThat(milestone.getNationwide()).isFalse();
        assertThat(milestone.getStage()).isEqualTo(Stage.CLOSED_BETA);
        assertThat(milestone.getDueBy()).isEqualTo(LocalDate.of(2024, 11, 30));
    }

    @Test
    void shouldReadFractionsOfWeeks() {
        Announcement announcement = (Announcement) accepted(LEAD_TIME);

        assertThat(announcement.getDetail()).isEqualTo(new LeadTimeQuote(null, 28.5));
    }

    /** In each row: which event, what is replaced, by what, the field named, words of the reason. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sales     | 'units':20000         | 'units':12.5          | units          | must be a whole number, got: 12.5
            sales     | 'units':20000         | 'units':20000.5       | units          | got: 20000.5
            sales     | 'units':20000         | 'units':'12'          | units          | must be a whole number, got: '12'
            sales     | 'units':20000         | 'units':1e-3          | units          | must be a whole number, got: 0.001
            sales     | 'units':20000         | 'units':1e999999999   | units          | must be a whole number, got: 1E+999999999
            sales     | 'units':20000         | 'units':-1            | units          | got: -1
            sales     | 'units':20000         | 'units':99999999999999999999 | units   | must be at most
            sales     | 'units':20000         | 'units':true          | units          | got: true
            sales     | 'units':20000         | 'units':[1]           | units          | got: [1]
            sales     | 'units':20000         | 'units':null          | units          | is missing
            sales     | 'units':20000         | 'unit':20000          | unit           | did you mean 'units'?
            sales     | 'units':20000         | 'units':1,'units':2   | units          | stands twice
            sales     | 'units':20000         | 'units':1,'plant':'x' | plant          | is no field of a sales event
            sales     | 'units':20000         | 'units':1,'zzzzzzzz':null | zzzzzzzz   | known: type, event_id, brand
            sales     | 'brand':'xiaomi'      | 'brand':' '           | brand          | must not be blank
            sales     | 'brand':'xiaomi'      | 'brand':7             | brand          | must be text, got: 7
            sales     | 'brand':'xiaomi'      | 'brand':'\\ud83d'     | brand          | unpaired surrogate
            sales     | 'brand':'xiaomi',     | ~~                    | brand          | is missing
            sales     | 'event_id':null       | 'event_id':''         | event_id       | must not be blank
            sales     | 'event_id':null       | 'event_id':5          | event_id       | must be text
            sales     | DELIVERIES            | DELIVERED             | measure        | must be one of DELIVERIES, WHOLESALE, RETAIL
            sales     | OFFICIAL              | official              | source_tier    | must be one of OFFICIAL, ASSOCIATION, REGISTRATION, MEDIA, got: 'official'
            sales     | 2024-10-01            | 2024-10-02            | period_start   | a MONTH must start on day 1
            sales     | 2024-10-01            | 2024-13-01            | period_start   | must be a date like
            sales     | 2024-10-01            | 2024-12-01            | period_start   | must not start after published_at
            sales     | 2024-11-01T02:00:00Z  | 2024-11-01T02:00:00   | published_at   | must be an RFC 3339 instant or a date
            sales     | 'type':'sales'        | 'type':'sale'         | type           | did you mean 'sales'?
            sales     | 'type':'sales',       | ~~                    | type           | is missing
            sales     | 'url':null}           | 'url':null            | ~~             | is no JSON
            sales     | 'url':null}           | 'url':null} x         | ~~             | is no JSON
            sales     | 'url':null}           | 'url':null} {}        | ~~             | text after the event
            capacity  | 2024-03-01            | 2024-03-02            | effective_from | must be the first day of a month
            milestone | CLOSED_BETA           | BETA                  | detail.stage   | must be one of ANNOUNCED, CLOSED_BETA
            milestone | END_TO_END            | end-to-end            | detail.technology | UPPER_SNAKE
            milestone | 'due_by'              | 'due_byy'             | detail.due_byy | did you mean 'detail.due_by'?
            milestone | 'due_by':'2024-11-30' | 'nationwide':true,'coverage_cities':3 | detail.nationwide | coverage_cities
            milestone | 'due_by':'2024-11-30' | 'nationwide':'true'   | detail.nationwide | must be true or false
            milestone | 'due_by':'2024-11-30' | 'coverage_cities':3000000000 | detail.coverage_cities | must be at most 2147483647
            milestone | technology_milestone  | milestone             | detail.type    | known: sales_target, technology_milestone
            milestone | 'stage':'CLOSED_BETA' | 'stage':'CLOSED_BETA','stage':'ANNOUNCED' | detail.stage | stands twice
            lead time | 28.5                  | -1                    | detail.weeks   | must be 0 to 10000
            lead time | 28.5                  | 1e400                 | detail.weeks   | must be 0 to 10000
            """)
    void shouldNameTheFieldAtFault(String event, String what, String by, String field, String reason) {
        String base = switch (event) {
            case "sales" -> SALES;
            case "capacity" -> CAPACITY;
            case "milestone" -> MILESTONE;
            default -> LEAD_TIME;
        };
        assertThat(base).contains(what);

        ParsedEvent result = EventJson.parse(json(base.replace(what, by)));

        assertThat(result).isInstanceOf(Refused.class);
        assertThat(((Refused) result).refusal().field()).isEqualTo(field);
        assertThat(((Refused) result).refusal().reason()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"310", "310.0", "3.10e2", "3100e-1"})
    void shouldTakeAWholeNumberHoweverItIsWritten(String number) {
        // Given
        String event = SALES.replace("'units':20000", "'units':" + number);

        // When, then
        assertThat(((SalesReport) accepted(event)).getUnits()).isEqualTo(310);
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        // Given
        String event = SALES.replace("20000", "1.5")
                .replace("2024-10-01", "1.10.2024")
                .replace("'region':null", "'colour':'red'")
                .replace("OFFICIAL", "GOOD");

        // When
        ParsedEvent result = EventJson.parse(json(event));

        // Then
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal().field()).isEqualTo("colour");
            assertThat(refused.refusal().reason())
                    .contains("; source_tier: must be one of OFFICIAL")
                    .contains("; period_start: must be a date like 2024-11-30, got: '1.10.2024'")
                    .contains("; units: must be a whole number, got: 1.5");
        });
    }

    @Test
    void shouldNameAllMissingFields() {
        ParsedEvent result = EventJson.parse(json("{'type':'capacity','brand':'xiaomi'}"));

        assertThat(result)
                .hasToString("Refused[refusal=source: is missing, as are source_tier, published_at, plant, "
                        + "units_per_month, effective_from]");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-01,2024-11-01T00:00:00Z",
        "2024/11/1,2024-11-01T00:00:00Z",
        "2024-11-05 02:00:00+00:00,2024-11-05T02:00:00Z",
        "2024-11-01T02:00:00+08:00,2024-10-31T18:00:00Z",
        "2024-11-01t02:00:00z,2024-11-01T02:00:00Z",
        "2024-11-01T02:00:00-00:00,2024-11-01T02:00:00Z",
        "2024-11-01T02:00:00.123456999Z,2024-11-01T02:00:00.123456Z",
        "2024-11-01T02:00:00.5Z,2024-11-01T02:00:00.500Z",
        "2016-12-31T23:59:60Z,2016-12-31T23:59:59Z",
        "2024-11-01T02:00:00+23:59,2024-10-31T02:01:00Z",
    })
    void shouldReadInstants(String text, Instant instant) {
        assertThat(DateFormats.instant(text)).contains(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-30",
        "2024-11-01T24:00:00Z",
        "2024-11-01T02:00:60Z",
        "2024-11-01T02:00Z",
        "+12024-11-01",
        "2024-11-01T02:00:00.Z",
        "1730426400",
    })
    void shouldRefuseWhatIsNoInstant(String text) {
        assertThat(DateFormats.instant(text)).isEmpty();
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        byte[] latin1 = json(SALES.replace("xiaomi-ev", "xiaom\u00ef")).getBytes(StandardCharsets.ISO_8859_1);

        ParsedEvent result = EventJson.parse(latin1, IntakeOptions.DEFAULT);

        assertThat(result).isEqualTo(Refused.of("", "is not valid UTF-8"));
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeep() {
        ParsedEvent result = EventJson.parse("[".repeat(100_000));

        assertThat(result.toString()).contains("nesting depth");
    }

    @Test
    void shouldParseTheElementsOfAnArrayOneByOne() {
        // Given elements of which each is wrong in a way of its own, between two that are right
        String twice = "{\"type\":\"sales\", \"type\":\"sales\"}";
        String deep = "[".repeat(100) + "]".repeat(100);
        String half = "\"\\ud83d\"";
        String array = " [" + json(SALES) + ", 12 ," + twice + "," + deep + "," + "9".repeat(200) + "," + half + "\n,"
                + json(CAPACITY) + "] ";

        // When
        List<RawEvent> results =
                EventJson.parseOneOrMore(array.getBytes(StandardCharsets.UTF_8), 100, IntakeOptions.DEFAULT);

        // Then each is answered for itself, and kept as it was written
        assertThat(results.stream().map(written -> new String(written.written(), StandardCharsets.UTF_8)))
                .containsExactly(json(SALES), "12", twice, deep, "9".repeat(200), half, json(CAPACITY));
        assertThat(results.stream().map(written -> written.result() instanceof Accepted))
                .containsExactly(true, false, false, false, false, false, true);
        assertThat(results.get(2).result()).isEqualTo(Refused.of("type", "stands twice in the event"));
    }

    @Test
    void shouldStopAtMoreElementsThanAreTaken() {
        String array = "[" + "{},".repeat(300_000) + "{}]";

        assertThat(EventJson.parseOneOrMore(array.getBytes(StandardCharsets.UTF_8), 10, IntakeOptions.DEFAULT))
                .hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}", "[{}]]", "[{}] x", "[{},]", "[1 2]", "[\"a]", "["})
    void shouldRefuseAnArrayThatIsNoneAsAWhole(String text) {
        assertThat(EventJson.parseOneOrMore(text.getBytes(StandardCharsets.UTF_8), 10, IntakeOptions.DEFAULT))
                .singleElement()
                .satisfies(only -> {
                    assertThat(only.written()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
                    assertThat(only.result()).isInstanceOf(Refused.class);
                });
    }

    private static SpecificRecord accepted(String event) {
        ParsedEvent result = EventJson.parse(json(event));
        assertThat(result).isInstanceOf(Accepted.class);
        return ((Accepted) result).event();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
