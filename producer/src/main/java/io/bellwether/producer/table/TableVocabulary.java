package io.bellwether.producer.table;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What tables of the languages met so far call their columns, their totals, and a figure that is not there. */
final class TableVocabulary {

    private static final Map<String, Set<String>> WORDS = Map.of(
            "brand",
                    Set.of(
                            "brand",
                            "make",
                            "marke",
                            "merke",
                            "marque",
                            "marca",
                            "merk",
                            "m\u00e4rke",
                            "m\u00e6rke",
                            "merkki",
                            "fabrikat",
                            "manufacturer",
                            "maker",
                            "hersteller",
                            "\u54c1\u724c",
                            "\u8f66\u4f01",
                            "\u5382\u5546"),
            "model",
                    Set.of(
                            "model",
                            "modell",
                            "mod\u00e8le",
                            "modelo",
                            "modello",
                            "malli",
                            "\u8f66\u578b",
                            "\u8f66\u7cfb"),
            "region",
                    Set.of(
                            "region",
                            "country",
                            "land",
                            "pays",
                            "pa\u00eds",
                            "paese",
                            "market",
                            "\u5730\u533a",
                            "\u56fd\u5bb6"),
            "units",
                    Set.of(
                            "units",
                            "antall",
                            "antal",
                            "anzahl",
                            "number",
                            "volume",
                            "sales",
                            "registrations",
                            "deliveries",
                            "nombre",
                            "unidades",
                            "unit\u00e0",
                            "aantal",
                            "m\u00e4\u00e4r\u00e4",
                            "\u9500\u91cf",
                            "\u6570\u91cf",
                            "\u4ea4\u4ed8\u91cf",
                            "zulassungen",
                            "neuzulassungen",
                            "immatriculations"));
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totalt",
            "totals",
            "totaal",
            "totale",
            "sum",
            "summe",
            "summa",
            "suma",
            "gesamt",
            "insgesamt",
            "i alt",
            "yhteens\u00e4",
            "alle",
            "all",
            "all brands",
            "grand total",
            "\u5408\u8ba1",
            "\u603b\u8ba1",
            "\u603b\u6570");
    private static final Set<String> NOTHING =
            Set.of("-", "\u2013", "\u2014", "n.a.", "na", "n/a", "..", "...", "x", ":", "\u2026");

    private TableVocabulary() {}

    /** Whether the name of a column, {@linkplain TableMapping#folded folded}, says that it holds a field of events. */
    static boolean names(String field, String column) {
        return WORDS.getOrDefault(field, Set.of()).contains(column);
    }

    /** Whether a text is a name of totals. */
    static boolean isTotal(String text) {
        return TOTALS.contains(TableMapping.folded(text).replaceAll("[:.]$", ""));
    }

    /** Whether a text says that there is no figure. */
    static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
