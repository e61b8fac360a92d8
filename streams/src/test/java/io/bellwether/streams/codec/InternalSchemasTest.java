package io.bellwether.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next version has to read, or to work out again, if one of the records in the stores is changed. */
class InternalSchemasTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/bellwether/streams/codec/internal-schemas.txt");

    @Test
    void shouldHaveTheFormatsThatAreWrittenDown() throws Exception {
        String formats = Encoding.stored().stream()
                .map(encoding ->
                        encoding.schema().getName() + " " + HexFormat.of().toHexDigits(encoding.fingerprint()) + "\n")
                .collect(Collectors.joining());

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, formats);
        }
        assertThat(formats).as("""
                        The format of a record in the stores has changed. Figures (BrandMetrics, ModelMetrics, summaries, \
                        MarketView) are worked out again when the next version starts, however they have changed. Alert \
                        and Acknowledgement are kept for good: if a release wrote the former schema, put it among the \
                        resources as codec/earlier/NAME-n.avsc (the class's getClassSchema().toString(true)) and raise \
                        n in Encoding; that records of it are read needs a default for every new field. Then write the \
                        formats down by -Dgolden.update=true. See ADR 13.""").isEqualTo(Files.readString(GOLDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alert-1", "Acknowledgement-1"})
    void shouldReadWhatIsKeptForGood(String name) {
        Encoding<?> now = name.startsWith("Alert") ? Encoding.ALERT : Encoding.ACKNOWLEDGEMENT;

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(now.schema(), Encoding.earlier(name + ".avsc"))
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
}
