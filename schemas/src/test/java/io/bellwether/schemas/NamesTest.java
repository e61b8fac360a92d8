package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that people can tell apart, and none that stands for a remainder (docs/figures.md#names). */
class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xiaomi",
                "li-auto",
                "mercedes.benz",
                "b_m_w",
                "7x",
                "蔚来",
                "škoda", // one code point
                "ßeta",
                "٣wheels", // an Arabic digit
                "a\u0294", // a letter without case
                "𐐨x" // lower case, beyond the basic plane
            })
    void shouldTakeSlugs(String brand) {
        // Given, when
        Refusal refusal = ofBrand(brand);

        // Then
        assertThat(refusal).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Xiaomi, xiaomi",
        "XPENG, xpeng",
        "' nio', nio",
        "'nio\u00A0', nio",
        "ｎｉｏ, nio",
        "s\u030Ckoda, škoda", // a letter and a combining mark
        "𐐀x, 𐐨x",
        "ǅ, dž", // title case
        "Li Auto, ''",
        "x/y, ''",
        "b+w, ''",
        "a\u0301b\u0301, ''", // no single letter stands for b with an accent
        "Ⅳ, iv",
        "x², x2",
    })
    void shouldRefuseWhatIsNoSlugWithTheNearestOne(String brand, String near) {
        // Given, when
        Refusal refusal = ofBrand(brand);

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).contains("must be a slug", "'" + brand + "'");
        if (near.isEmpty()) {
            assertThat(refusal.reason()).doesNotContain("did you mean");
        } else {
            assertThat(refusal.reason()).contains("did you mean '" + near + "'?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other",
                "others",
                "rest",
                "total",
                "all",
                "sum",
                "sonstige",
                "其他",
                "合计",
                "总计",
                "Other",
                " TOTAL ",
                "so-nst ige",
                "Ｓｕｍ",
                "其 他",
                "a\u2010l\u3000l"
            })
    void shouldRefuseRemaindersAndTotalsWithTheRemedy(String name) {
        // Given, when
        Refusal brand = ofBrand(name);
        Refusal model = ofModel(name);

        // Then
        assertThat(brand).isNotNull();
        assertThat(brand.reason()).contains("'" + name + "'", "no brand: leave it out");
        assertThat(model).isNotNull();
        assertThat(model.reason()).contains("'" + name + "'", "no model: leave it out", "without a model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another", "otherss", "totalenergies", "all-in", "summer", "其他车", "restore", "to.tal"})
    void shouldTakeNamesThatOnlyBeginLikeThose(String name) {
        // Given, when, then
        assertThat(ofBrand(name)).isNull();
        assertThat(ofModel(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'M\u200B5', U+200B as character 2",
        "'\u202EM5', U+202E as character 1",
        "'M5\u0000', U+0000 as character 3",
        "'M\n5', U+000A as character 2",
        "'M\u2028', U+2028 as character 2",
        "'\uFEFFM', U+FEFF as character 1",
        "'M\uFE0F', U+FE0F as character 2",
        "'\u3164x', U+3164 as character 1",
        "'𐐀\u00AD', U+00AD as character 2",
        "'\uD800', U+D800 as character 1",
    })
    void shouldRefuseCharactersThatNobodySees(String name, String what) {
        // Given, when
        Refusal refusal = ofModel(name);

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).contains(what);
    }

    @Test
    void shouldRefuseWhatAReaderCouldNotDecode() {
        // Given, when
        Refusal refusal = ofModel("Citro\uFFFDn");

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).contains("U+FFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SU7 Ultra", "Model\u00A03", "007-GT", "à", "e\u0301"})
    void shouldTakeModelsAsTheyAreWritten(String model) {
        // Given, when, then
        assertThat(ofModel(model)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0", "\u3000\t"})
    void shouldTakeNoBlankOfAnyKindForAName(String name) {
        // Given, when
        Refusal refusal = ofModel(name);

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo("must not be blank");
    }

    private static Refusal ofBrand(String brand) {
        Faults faults = new Faults();
        Names.checkBrand(faults, brand);
        return faults.joined();
    }

    private static Refusal ofModel(String model) {
        Faults faults = new Faults();
        Names.checkModel(faults, "model", model);
        return faults.joined();
    }
}
