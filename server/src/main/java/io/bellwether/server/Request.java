package io.bellwether.server;

import io.bellwether.streams.query.DaySpan;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, checked against those of the route. */
final class Request {

    private final Context context;

    private Request(Context context) {
        this.context = context;
    }

    /** Rejects unknown parameters: a misspelt one would be ignored silently. */
    static Request of(Context context, List<Parameter> parameters) {
        for (Map.Entry<String, List<String>> given : context.queryParamMap().entrySet()) {
            String name = given.getKey();
            if (parameters.stream()
                    .noneMatch(known -> !known.inPath() && known.name().equals(name))) {
                List<String> known = parameters.stream()
                        .filter(parameter -> !parameter.inPath())
                        .map(Parameter::name)
                        .toList();
                throw Problem.badRequest("unknown parameter '" + shortened(name) + "'"
                        + (known.isEmpty() ? "; there are none" : "; known are " + String.join(", ", known)));
            }
            if (given.getValue().size() > 1) {
                throw Problem.badRequest(name + " must be given once");
            }
            check(name, given.getValue().get(0));
        }
        context.pathParamMap().forEach(Request::check);
        return new Request(context);
    }

    private static void check(String name, String value) {
        int max = name.equals(BrandRoutes.AFTER.name()) ? Parameter.MAX_CURSOR_LENGTH : Parameter.MAX_LENGTH;
        if (value.isEmpty() || value.length() > max) {
            throw Problem.badRequest(name + " must be 1 to " + max + " characters, got: " + value.length());
        }
    }

    static String shortened(String text) {
        return text.length() <= Parameter.MAX_LENGTH ? text : text.substring(0, Parameter.MAX_LENGTH) + "...";
    }

    /**
     * Requires one of these types of body. A page of another web site can send a text or a form without asking, so these
     * and none at all are not taken.
     */
    void requireType(List<String> types) {
        String given = mediaType(context.contentType());
        if (!types.contains(given)) {
            throw Problem.unsupported("Content-Type must be " + String.join(" or ", types) + ", got: "
                    + (given.isEmpty() ? "none" : shortened(given)));
        }
    }

    /** A content type without its parameters, in lower case; empty for none. */
    static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    String path(String name) {
        return context.pathParam(name);
    }

    @Nullable
    String text(String name) {
        return context.queryParam(name);
    }

    /** An enum constant, in any case; null if not given. */
    <E extends Enum<E>> @Nullable E word(String name, Class<E> words) {
        String given = text(name);
        if (given == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(given.toUpperCase(Locale.ROOT))) {
                return word;
            }
        }
        throw Problem.badRequest(name + " must be one of " + List.of(words.getEnumConstants()) + ", got: " + given);
    }

    /** Whether a parameter is {@code true}; it is not where it is not given. */
    boolean flag(String name) {
        String given = text(name);
        if (given != null && !given.equals("true") && !given.equals("false")) {
            throw Problem.badRequest(name + " must be true or false, got: " + shortened(given));
        }
        return "true".equals(given);
    }

    @Nullable
    LocalDate day(String name) {
        return parsed(name, "a date as YYYY-MM-DD", LocalDate::parse);
    }

    @Nullable
    YearMonth month(String name) {
        return parsed(name, "a month as YYYY-MM", YearMonth::parse);
    }

    private <T> @Nullable T parsed(String name, String form, Function<String, T> parse) {
        String given = text(name);
        try {
            return given == null ? null : parse.apply(given);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " must be " + form + ", got: " + given);
        }
    }

    /** The days of {@code from} and {@code to}, in this order. */
    DaySpan days() {
        DaySpan days = new DaySpan(day("from"), day("to"));
        if (days.from() != null && days.to() != null && days.from().isAfter(days.to())) {
            throw Problem.badRequest("from must not be after to, got: " + days.from() + " and " + days.to());
        }
        return days;
    }

    /** The maximum number of entries. */
    int limit(int max) {
        return number("limit", max);
    }

    /** Integer in 1..max; default max. */
    int number(String name, int max) {
        Integer given = number(name, 1, max);
        return given == null ? max : given;
    }

    /** Integer in min..max; null if absent. */
    @Nullable
    Integer number(String name, int min, int max) {
        String given = text(name);
        if (given == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(given);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw Problem.badRequest(name + " must be " + min + " to " + max + ", got: " + given);
    }

    /** The key of the last entry of the previous page; null for the first page. */
    @Nullable
    String after() {
        String given = text("after");
        try {
            return given == null ? null : new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("after must be taken from the Link of an answer, got: " + given);
        }
    }

    /** Links to the entries after this one. */
    void linkNext(String lastKey) {
        String cursor =
                Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
        StringBuilder query = new StringBuilder();
        context.queryParamMap().forEach((name, values) -> {
            if (!name.equals("after")) {
                query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(values.get(0), StandardCharsets.UTF_8))
                        .append('&');
            }
        });
        context.header("Link", "<" + context.path() + "?" + query + "after=" + cursor + ">; rel=\"next\"");
    }
}
