package io.bellwether.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Aliases;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasFileTest {

    private static final LocalDate DAY = LocalDate.of(2024, 11, 1);

    @ParameterizedTest
    @CsvSource({
        "蔚来,nio",
        "蔚来汽车,nio",
        "问界,aito",
        "Wenjie,aito",
        "Jikr,zeekr",
        "极氪,zeekr",
        "Leapao,leapmotor",
        "Zero Run,leapmotor",
        "' zero RUN ',leapmotor",
        "'\u3000零跑汽车\u00a0',leapmotor",
        "Li Auto,li-auto",
        "理想,li-auto",
        "BYD,byd",
        "小米汽车,xiaomi",
        "小鹏,xpeng",
        "IM Motors,im-motors",
        "Tesla China,tesla-china",
        "li-auto,li-auto",
    })
    void shouldKnowWhatSourcesCallTheBrandsOfTheData(String written, String slug) {
        // Given, when, then
        assertThat(AliasFile.shipped().brand(written, DAY)).contains(slug);
    }

    @Test
    void shouldShipANameForEveryBrandOfTheData() {
        // Given
        List<String> brands = List.of(
                "aion",
                "aito",
                "avatr",
                "byd",
                "deepal",
                "denza",
                "hima",
                "huawei",
                "im-motors",
                "jiyue",
                "leapmotor",
                "li-auto",
                "luxeed",
                "neta",
                "nio",
                "seres",
                "tesla-china",
                "voyah",
                "xiaomi",
                "xpeng",
                "zeekr");

        // When, then
        assertThat(AliasFile.shipped().displayNames().keySet()).containsExactlyInAnyOrderElementsOf(brands);
        assertThat(AliasFile.shipped().displayName("li-auto")).isEqualTo("Li Auto");
        assertThat(AliasFile.shipped().displayName("acme")).isEqualTo("acme");
    }

    @Test
    void shouldNotTakeTheWholeWorldsTeslaForThatOfChina() {
        // Given, when, then
        assertThat(AliasFile.shipped().brand("Tesla", DAY)).isEmpty();
    }

    @Test
    void shouldEndAnAliasAfterItsLastDay() {
        // Given, when, then
        assertThat(AliasFile.shipped().brand("赛力斯汽车", LocalDate.of(2023, 11, 30)))
                .contains("aito");
        assertThat(AliasFile.shipped().brand("赛力斯汽车", LocalDate.of(2023, 12, 1)))
                .contains("seres");
    }

    @Test
    void shouldNameModelsAsTheTableDoes() {
        // Given
        Aliases shipped = AliasFile.shipped();

        // When, then
        assertThat(shipped.model("aito", "问界 M9")).isEqualTo("M9");
        assertThat(shipped.model("tesla-china", "Ｍｏｄｅｌ３")).isEqualTo("Model 3");
        assertThat(shipped.model("tesla-china", "MODEL-Y")).isEqualTo("Model Y");
        assertThat(shipped.model("nio", "M9")).as("of another brand").isEqualTo("M9");
        assertThat(shipped.model("acme", " A 5")).as("unknown").isEqualTo(" A 5");
    }

    @Test
    void shouldPlaceRegionsWithinOthers() {
        // Given, when, then
        assertThat(AliasFile.shipped().asTaxonomy().isWithin("de", "europe")).isTrue();
        assertThat(AliasFile.shipped().asTaxonomy().isWithin("no", "world")).isTrue();
        assertThat(AliasFile.shipped().asTaxonomy().isWithin("europe", "de")).isFalse();
        assertThat(AliasFile.shipped().asTaxonomy().isPartial("top-20-list")).isTrue();
    }

    @Test
    void shouldLetAFileAddToTheShippedTableAndWin() {
        // Given
        Aliases more = accepted("""
                brands:
                  nio: {aliases: [Nextev]}
                  seres: {aliases: [赛力斯汽车]}
                  acme: {name: Acme Motors}
                sources:
                  ten-best: {partial: true}
                """);

        // When
        Aliases both = AliasFile.shipped().extendedBy(more);

        // Then
        assertThat(both.brand("nextev", DAY)).contains("nio");
        assertThat(both.brand("蔚来", DAY)).contains("nio");
        assertThat(both.displayName("nio")).isEqualTo("NIO");
        assertThat(both.brand("acme motors", DAY)).contains("acme");
        assertThat(both.brand("赛力斯汽车", LocalDate.of(2023, 1, 1))).contains("seres");
        assertThat(both.asTaxonomy().isPartial("ten-best")).isTrue();
    }

    @Test
    void shouldTellEveryMistakeWithItsPlace() {
        // Given
        String yaml = """
                brands:
                  Acme: {name: Acme}
                  bolt: {name: Bolt, alias: [x]}
                  crow: {name: Crow, aliases: [bolt, {alias: y, until: 2023-13-01}], models: {M: [m1], N: [M 1]}}
                sources:
                  list: {partial: maybe}
                """;

        // When
        AliasFile.Reading reading = AliasFile.read(yaml);

        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        AliasFile.Rejected.class,
                        rejected -> assertThat(rejected.mistakes().stream().map(ConfigError::toString))
                                .containsExactly(
                                        "2:3: Acme: a brand must be a slug: lower case letters, digits, '-', '.' and '_'",
                                        "3:22: bolt: unknown field 'alias'; did you mean 'aliases'? Known are aliases, models, name",
                                        "4:32: crow: 'bolt' stands for 'bolt' already",
                                        "4:56: crow: must be a date like 2023-11-30, got: 2023-13-01",
                                        "4:92: crow: 'M 1' stands for 'M' already",
                                        "6:19: must be true or false"));
    }

    @Test
    void shouldRefuseARegionWithinItself() {
        // Given
        String yaml = "regions: {a: {contains: [b]}, b: {contains: [a]}}";

        // When, then
        assertThat(AliasFile.read(yaml).toString()).contains("a region must not lie within itself");
    }

    private static Aliases accepted(String yaml) {
        AliasFile.Reading reading = AliasFile.read(yaml);
        assertThat(reading).isInstanceOf(AliasFile.Accepted.class);
        return ((AliasFile.Accepted) reading).aliases();
    }
}
