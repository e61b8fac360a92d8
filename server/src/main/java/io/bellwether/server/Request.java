package io.bellwether.server;

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
import org.jspecify.annotations.Nullable;

/** What a caller asks, checked against what the route takes. */
final class Request {

    private final Context context;

    private Request(Context context) {
        this.context = context;
    }

    /** Refuses parameters that the route does not know: what is misspelt would be ignored in silence. */
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
        if (value.isEmpty() || value.length() > Parameter.MAX_LENGTH) {
            throw Problem.badRequest(
                    name + " must be 1 to " + Parameter.MAX_LENGTH + " characters, got: " + value.length());
        }
    }

    static String shortened(String text) {
        return text.length() <= Parameter.MAX_LENGTH ? text : text.substring(0, Parameter.MAX_LENGTH) + "...";
    }

    String path(String name) {
        return context.pathParam(name);
    }

    @Nullable
    String text(String name) {
        return context.queryParam(name);
    }

    /** One of some words, in any case; null if not given. */
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

    @Nullable
    LocalDate day(String name) {
        String given = text(name);
        try {
            return given == null ? null : LocalDate.parse(given);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " must be a date as YYYY-MM-DD, got: " + given);
        }
    }

    @Nullable
    YearMonth month(String name) {
        String given = text(name);
        try {
            return given == null ? null : YearMonth.parse(given);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " must be a month as YYYY-MM, got: " + given);
        }
    }

    /** The number of entries asked for. */
    int limit(int most) {
        return number("limit", most);
    }

    /** A number from 1 to the most, which it is if not given. */
    int number(String name, int most) {
        String given = text(name);
        if (given == null) {
            return most;
        }
        try {
            int number = Integer.parseInt(given);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Problem.badRequest(name + " must be 1 to " + most + ", got: " + given);
    }

    /** Behind which entry the answer begins; null for all. */
    @Nullable
    String after() {
        String given = text("after");
        try {
            return given == null ? null : new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("after must be taken from the Link of an answer, got: " + given);
        }
    }

    /** Tells the caller where the entries behind this one are. */
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
