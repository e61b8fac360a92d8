package io.bellwether.domain.alert;

import io.bellwether.domain.statement.Qualifier;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with facts in braces, {@code {brand}} or, with a {@link Format}, {@code {growth:percent}}. Each fact is
 * printed as its {@link FactType} says, a figure with how exact it is: {@code at least 20,000}. Part of a sentence in
 * square brackets is left out if a fact in it is unknown; of several such parts separated by {@code |} the first stands
 * of which every fact is known: {@code [It was due on {due_by}.|Nobody said when it is due.]}.
 */
public final class MessageTemplate {

    /** How a fact may be printed other than by its type. */
    enum Format {
        /** A ratio in percent: 53%. */
        PERCENT(FactType.NUMBER),
        /** A ratio in percent without its sign, after a word like "fell": 35%. */
        DROP(FactType.NUMBER),
        /** A whole number: 21,023. */
        ROUND(FactType.NUMBER),
        /** A whole number without its sign. */
        SIZE(FactType.NUMBER),
        /** A number of our own making, to three digits: about 113,000. */
        ABOUT(FactType.NUMBER),
        /** The same without a word before it, as the end of a range. */
        THREE(FactType.NUMBER),
        /** With one decimal. */
        ONE(FactType.NUMBER),
        /** With two decimals. */
        TWO(FactType.NUMBER),
        /** As rules see it: a number without commas, a month as YYYY-MM. */
        PLAIN(FactType.values()),
        /** The ending of a word in the plural: 2 day{x:s}. */
        S(FactType.NUMBER, FactType.BRANDS),
        /** "is", or "are" of several. */
        IS(FactType.NUMBER, FactType.BRANDS),
        /** In words up to twelve: four. */
        COUNT(FactType.NUMBER),
        /** Once, twice, 3 times. */
        TIMES(FactType.NUMBER),
        /** A probability before the word "chance": 1 in 8. */
        CHANCE(FactType.NUMBER),
        /** A power of ten: 1,000 times too high. */
        FACTOR(FactType.NUMBER),
        /** A word in UPPER_SNAKE: CITY_NOA is city driving. */
        WORDS(FactType.TEXT),
        /** A stage with its article: a closed beta. */
        STAGE(FactType.TEXT),
        /** A stage before what it is of: has a closed beta of. */
        HAS(FactType.TEXT),
        /** nationwide, or 10 cities. */
        COVERAGE(FactType.TEXT, FactType.NUMBER);

        @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing else has
        private final Set<FactType> types;

        private final String word = name().toLowerCase(Locale.ROOT);

        Format(FactType... types) {
            this.types = Set.copyOf(Arrays.asList(types));
        }

        static @Nullable Format of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word.equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** The names of the formats, in alphabetical order. */
    public static final Set<String> FORMATS =
            Arrays.stream(Format.values()).map(format -> format.word).collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]|\\{([a-z_]+)(?::([a-z]+))?}");
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\[\\]]*]");
    private static final Pattern BRACES = Pattern.compile("\\{([a-z_]+)(?::([a-z]+))?}");

    private final String text;

    private MessageTemplate(String text) {
        this.text = text;
    }

    /** A template; its braces are resolved against each subject. */
    public static MessageTemplate of(String text) {
        return new MessageTemplate(text);
    }

    /**
     * What is wrong with a template.
     *
     * @param facts names and types of what subjects have
     * @param unknown says that a name is not known, given the names that are
     * @return messages by the character at fault, in order
     */
    public static SortedMap<Integer, String> mistakes(String text, Map<String, FactType> facts, UnknownName unknown) {
        SortedMap<Integer, String> mistakes = new TreeMap<>();
        Matcher brackets = BRACKETS.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (brackets.find()) {
            rest.setCharAt(brackets.start(), ' ');
            rest.setCharAt(brackets.end() - 1, ' ');
        }
        Matcher braces = BRACES.matcher(rest.toString());
        while (braces.find()) {
            FactType type = facts.get(braces.group(1));
            String word = braces.group(2);
            Format format = word == null ? null : Format.of(word);
            if (type == null) {
                mistakes.put(braces.start(1), unknown.message("name", braces.group(1), facts.keySet()));
            } else if (word != null && format == null) {
                mistakes.put(braces.start(2), unknown.message("format", word, FORMATS));
            } else if (format != null && !format.types.contains(type)) {
                mistakes.put(
                        braces.start(2),
                        "the format '" + word + "' is not for '" + braces.group(1) + "', which is "
                                + (type.isNumber() ? "a number" : "text"));
            }
            for (int i = braces.start(); i < braces.end(); i++) {
                rest.setCharAt(i, ' ');
            }
        }
        for (int i = 0; i < rest.length(); i++) {
            if ("{}[]".indexOf(rest.charAt(i)) >= 0) {
                mistakes.put(
                        i,
                        "'" + rest.charAt(i) + "' belongs to nothing; a fact is {name} or {name:format}, [..] stays out"
                                + " if a fact in it is unknown");
            }
        }
        return mistakes;
    }

    /** Says that a name is not known. */
    @FunctionalInterface
    public interface UnknownName {

        /** The message, for a kind of name, the name, and those that are known. */
        String message(String kind, String name, Collection<String> known);
    }

    /**
     * The sentence for a subject.
     *
     * @param names what people call a brand, by its slug
     */
    public String render(Subject subject, Function<String, String> names) {
        return new Rendering(subject, new Wording(names, subject.asOf()), "").text(text);
    }

    /** One sentence in the making. */
    private static final class Rendering {

        private final Subject subject;
        private final Wording wording;
        private final String before;
        private boolean missing;

        /** Goes on where the sentence {@code before} leaves off. */
        Rendering(Subject subject, Wording wording, String before) {
            this.subject = subject;
            this.wording = wording;
            this.before = before;
        }

        String text(String template) {
            Matcher matcher = PART.matcher(template);
            StringBuilder rendered = new StringBuilder();
            int from = 0;
            while (matcher.find()) {
                rendered.append(template, from, matcher.start());
                from = matcher.end();
                String alternatives = matcher.group(1);
                if (alternatives == null) {
                    String part = fact(matcher.group(2), matcher.group(3));
                    rendered.append(isWords(matcher.group(2)) && startsSentence(rendered) ? capital(part) : part);
                } else {
                    rendered.append(firstKnown(alternatives.split("\\|", -1), before + rendered));
                }
            }
            return rendered.append(template, from, template.length()).toString();
        }

        /** Whether it is printed in words that begin with a capital letter at the start of a sentence; names do not. */
        private boolean isWords(String fact) {
            FactType type = Facts.of(subject.id().scope()).get(fact);
            return type == FactType.NUMBER || type == FactType.PERIOD;
        }

        private boolean startsSentence(CharSequence rendered) {
            String so = (before + rendered).stripTrailing();
            return so.isEmpty() || so.endsWith(".");
        }

        private String firstKnown(String[] alternatives, String soFar) {
            for (String alternative : alternatives) {
                Rendering part = new Rendering(subject, wording, soFar);
                String rendered = part.text(alternative);
                if (!part.missing) {
                    return rendered;
                }
            }
            return "";
        }

        private String fact(String name, @Nullable String format) {
            Object value = subject.value(name);
            if (value == null) {
                missing = true;
                return "unknown";
            }
            Format form = format == null ? null : Format.of(format);
            FactType type = Facts.of(subject.id().scope()).get(name);
            if (value instanceof Number number) {
                return form == null
                        ? plainNumber(number, subject.qualifier(name))
                        : number(number, form, subject.qualifier(name));
            }
            String text = value.toString();
            if (form != null) {
                return text(text, form);
            }
            return switch (type == null ? FactType.TEXT : type) {
                case MONTH -> wording.month(text);
                case DAY -> wording.day(text);
                case PERIOD -> wording.period(text);
                case BRAND -> wording.brand(text);
                case BRANDS -> wording.brands(text);
                case NUMBER, TEXT -> text;
            };
        }

        private static String plainNumber(Number number, @Nullable Qualifier qualifier) {
            double amount = number.doubleValue();
            return Wording.qualified(
                    qualifier, number instanceof Double ? Wording.scaled(amount, 2) : Wording.amount(amount));
        }

        private static String number(Number number, Format format, @Nullable Qualifier qualifier) {
            double amount = number.doubleValue();
            return switch (format) {
                case PERCENT -> Wording.qualified(qualifier, Wording.scaled(amount * 100, 0) + "%");
                case DROP -> Wording.qualified(qualifier, Wording.scaled(Math.abs(amount) * 100, 0) + "%");
                case ROUND -> Wording.qualified(qualifier, Wording.amount(amount));
                case SIZE -> Wording.qualified(qualifier, Wording.amount(Math.abs(amount)));
                case ABOUT -> Wording.about(amount, qualifier);
                case THREE -> Wording.three(amount, RoundingMode.HALF_UP);
                case ONE -> Wording.qualified(qualifier, Wording.scaled(amount, 1));
                case TWO -> Wording.qualified(qualifier, Wording.scaled(amount, 2));
                case PLAIN -> number instanceof Double ? number.toString() : Long.toString(number.longValue());
                case S -> amount == 1 ? "" : "s";
                case IS -> amount == 1 ? "is" : "are";
                case COUNT -> Wording.count(number.longValue());
                case TIMES -> Wording.times(number.longValue());
                case CHANCE -> Wording.chance(amount);
                case FACTOR -> Wording.factor(amount);
                case COVERAGE -> Wording.coverage(Long.toString(number.longValue()));
                case WORDS, STAGE, HAS -> number.toString();
            };
        }

        private static String text(String text, Format format) {
            boolean several = text.contains(", ");
            return switch (format) {
                case WORDS -> Wording.words(text);
                case STAGE -> Wording.stage(text);
                case HAS -> Wording.hasStage(text);
                case COVERAGE -> Wording.coverage(text);
                case S -> several ? "s" : "";
                case IS -> several ? "are" : "is";
                default -> text;
            };
        }

        private static String capital(String text) {
            return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        }
    }
}
