package io.bellwether.producer.table;

import io.bellwether.schemas.Validation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words by which tables of many languages name their columns, their sums and what they count in. */
final class TableWords {

    /** What stands in a cell that says nothing. */
    static final Set<String> NOTHING = Set.of(
            "-", "\u2013", "\u2014", ".", "..", "...", "\u2026", ":", "x", "/", "n.a.", "na", "n/a", "#n/a", "k.a.",
            "n.d.", "nd", "null", "nan", "none", "*");

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "brand",
                    words(
                            "brand brands make makes marke merke marque marca merk m\u00e4rke m\u00e6rke merkki fabrikat"
                                    + " manufacturer maker oem hersteller constructeur fabricante marka zna\u010dka m\u00e1rka marc\u0103"
                                    + " proizvo\u0111a\u010d marke/modell \u043c\u0430\u0440\u043a\u0430 \u0431\u0440\u0435\u043d\u0434"
                                    + " \u03bc\u03ac\u03c1\u03ba\u03b1 \u54c1\u724c \u8f66\u4f01 \u5382\u5546 \u30d6\u30e9\u30f3\u30c9"
                                    + " \u30e1\u30fc\u30ab\u30fc \ube0c\ub79c\ub4dc \uc81c\uc870\uc0ac gy\u00e1rtm\u00e1ny merek"),
            "model",
                    words("model modell mod\u00e8le modelo modello malli modelis \u043c\u043e\u0434\u0435\u043b\u044c"
                            + " \u03bc\u03bf\u03bd\u03c4\u03ad\u03bb\u03bf \u8f66\u578b \u8f66\u7cfb \u8f66\u6b3e"
                            + " \ubaa8\ub378 \u8eca\u7a2e tipus"),
            "region", words("region country land pays pa\u00eds paese market \u5730\u533a \u56fd\u5bb6 \uad6d\uac00"),
            "units",
                    words("units unit antall antal anzahl number count volume sales registrations deliveries nombre"
                            + " unidades unit\u00e0 aantal m\u00e4\u00e4r\u00e4 liczba po\u010det darab adet"
                            + " \u9500\u91cf \u6570\u91cf \u4ea4\u4ed8\u91cf \u53f0\u6570 zulassungen neuzulassungen"
                            + " immatriculations matriculaciones immatricolazioni registreringer \u043a\u043e\u043b\u0438\u0447"
                            + "\u0435\u0441\u0442\u0432\u043e"),
            "year",
                    words(
                            "year yr jahr \u00e5r ann\u00e9e a\u00f1o anno jaar vuosi rok ano \u0433\u043e\u0434 \u5e74 \u5e74\u4efd"
                                    + " \uc5f0\ub3c4"),
            "month",
                    words("month monat m\u00e5ned m\u00e5nad mois mes mese maand kuukausi miesi\u0105c m\u011bs\u00edc"
                            + " ay h\u00f3nap \u043c\u0435\u0441\u044f\u0446 \u6708 \u6708\u4efd \uc6d4 m\u00eas"));

    private static final Set<String> TOTALS =
            words("total totalt totals totaal totale totaux sum summe summa suma gesamt"
                    + " insgesamt zusammen gesamtergebnis ensemble yhteens\u00e4 alle all toplam genel\u00a0toplam razem og\u00f3\u0142em"
                    + " celkem spolu \u00f6sszesen mindegyik ukupno skupaj kokku kop\u0101 i\u0161\u00a0viso \u0438\u0442\u043e\u0433\u043e"
                    + " \u0432\u0441\u0435\u0433\u043e \u0440\u0430\u0437\u043e\u043c \u043e\u0431\u0449\u043e"
                    + " \u03c3\u03cd\u03bd\u03bf\u03bb\u03bf i\u00a0alt samtals jumlah \u5408\u8ba1 \u603b\u8ba1 \u603b\u6570 \u603b\u4f53"
                    + " \u5408\u8a08 \u7e3d\u8a08 \u8a08 \uacc4 \ud569\uacc4 \ucd1d\uacc4 all\u00a0brands all\u00a0makes"
                    + " grand\u00a0total total\u00a0market overall");
    private static final Pattern SUBTOTAL = Pattern.compile("(?iu)(sub-? ?totals?|zwischensumme|sous-total|subtotaal|"
            + "subtotale|delsum|delsumma|v\u00e4lisumma|ara toplam|mezisou\u010det|\u5c0f\u8ba1|\u5c0f\u8a08|\uc18c\uacc4|"
            + "\u0438\u0442\u043e\u0433\u043e \u043f\u043e)\\b.*|.*\\b(sub-?total)");
    private static final Pattern WHOLE =
            Pattern.compile("(?iu)(grand |overall )?total .*|.* (total|gesamt)|total \\(.*\\)");
    private static final Pattern REMAINDER =
            Pattern.compile("(?iu)(other|others|rest|sonstige|andere|\u00fcbrige|autres|"
                    + "autre|otros|otras|otro|altri|altre|overige|overig|\u00f6vriga|\u00f8vrige|andre|muut|pozosta\u0142e|inne|"
                    + "ostatn\u00ed|ostatn\u00e9|egy\u00e9b|di\u011fer|outros|outras|alte|altele|\u03bb\u03bf\u03b9\u03c0\u03ac|"
                    + "\u043f\u0440\u043e\u0447\u0438\u0435|\u0434\u0440\u0443\u0433\u0438\u0435|ostali|ostalo|muud|lainnya|"
                    + "all others?|all other)\\b.*|(\u5176\u4ed6|\u5176\u5b83|\u305d\u306e\u4ed6|\uae30\ud0c0).*");

    private static final List<Map.Entry<Pattern, String>> UNITS = List.of(
            Map.entry(Pattern.compile("[\u4e07\u842c][\u8f86\u8f1b\u53f0]|\u5355\u4f4d[:\uff1a]\\s*\u4e07"), "\u4e07"),
            Map.entry(
                    Pattern.compile(
                            "(?iu)(\\(|\\bin |\\[|\u5355\u4f4d[:\uff1a]\\s*)(thousands?|tsd|tausend|1[ .,]?000|'?000s?|"
                                    + "milliers|miles|migliaia|tusen|tuhatta|tys|tis|ezer|bin|\u0442\u044b\u0441)\\b|[\uff08(](\u5343|\ucc9c)|\u5355\u4f4d[:\uff1a]\\s*\u5343|"
                                    + "\\b(thousand|tsd\\.?|tausend|\u0442\u044b\u0441\\.?) (units|vehicles|cars|st\u00fcck|fahrzeuge|"
                                    + "\u0448\u0442)|'000 (units|vehicles|cars)"),
                    "k"),
            Map.entry(Pattern.compile("(?iu)(\\(|\\bin )lakhs?\\b"), "lakh"),
            Map.entry(Pattern.compile("(?iu)(\\(|\\bin )(millions?|mio)\\b"), "million"));

    private TableWords() {}

    private static Set<String> words(String words) {
        return Stream.of(words.split(" ")).map(TableMapping::folded).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the name of a column is a word for a field of events, {@code year} or {@code month}. */
    static boolean names(String field, String column) {
        return FIELDS.getOrDefault(field, Set.of()).contains(TableMapping.folded(column));
    }

    /** Whether a text stands for the sum of everything. */
    static boolean isTotal(String text) {
        String folded = TableMapping.folded(text).replaceAll("[:.*]+$", "").strip();
        return TOTALS.contains(folded)
                || (!isSubtotal(text) && WHOLE.matcher(folded).matches());
    }

    /** Whether a text stands for the sum of some. */
    static boolean isSubtotal(String text) {
        return SUBTOTAL.matcher(TableMapping.folded(text)).matches();
    }

    /** Whether a text stands for those that are not named. */
    static boolean isRemainder(String text) {
        return Validation.isRemainder(text)
                || REMAINDER.matcher(TableMapping.folded(text)).matches();
    }

    /** What a text says that figures are counted in; null if nothing. */
    static @Nullable String units(String text) {
        for (Map.Entry<Pattern, String> units : UNITS) {
            Matcher matcher = units.getKey().matcher(text);
            if (matcher.find()) {
                return units.getValue();
            }
        }
        return null;
    }
}
