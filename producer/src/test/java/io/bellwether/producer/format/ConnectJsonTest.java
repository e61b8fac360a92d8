package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ConnectJsonTest {

    private static final String EVENT =
            "{'type':'sales','brand':'acme','measure':'DELIVERIES','period_start':'2024-10-01',"
                    + "'granularity':'MONTH','units':310,'source':'acme-ir','source_tier':'OFFICIAL',"
                    + "'published_at':'2024-11-05'}";

    @Test
    void shouldReadAByteOrderMark() {
        // Given, when, then
        assertThat(parse("\uFEFF" + EVENT)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldReadDatesAndDecimalsThatTheSchemaNames() {
        // Given 19997 days since 1970, and 310.0 as the digits 3100 with the scale 1
        String enveloped = "{'schema':{'type':'struct','fields':["
                + "{'field':'period_start','type':'int32','name':'org.apache.kafka.connect.data.Date'},"
                + "{'field':'units','type':'bytes','name':'org.apache.kafka.connect.data.Decimal',"
                + "'parameters':{'scale':'1'}}]},'payload':"
                + EVENT.replace("'2024-10-01'", "19997").replace("310", "'DBw='") + "}";

        // When
        ParsedEvent result = parse(enveloped);

        // Then
        assertThat(result).isInstanceOfSatisfying(Accepted.class, accepted -> {
            SalesReport report = (SalesReport) accepted.event();
            assertThat(report.getPeriodStart()).isEqualTo(LocalDate.of(2024, 10, 1));
            assertThat(report.getUnits()).isEqualTo(310);
        });
    }

    @Test
    void shouldSayWhatToDoAboutADateWithoutASchema() {
        // Given, when, then
        assertThat(parse(EVENT.replace("'2024-10-01'", "19997")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .startsWith("must be text, got: 19997")
                                .contains("schemas.enable=true"));
    }

    @Test
    void shouldSayWhatToDoAboutAChangeEvent() {
        // Given, when, then
        assertThat(parse("{'before':null,'after':" + EVENT + ",'source':{},'op':'c'}"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains("Debezium")
                                .contains("ExtractNewRecordState"));
    }

    private static ParsedEvent parse(String singleQuoted) {
        return ConnectJson.parse(
                singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8), IntakeOptions.DEFAULT);
    }
}
