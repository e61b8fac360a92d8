package io.bellwether.server;

import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.TextOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a body of rows is read, as a request says it. */
final class TextParameters {

    static final Parameter ENCODING = Parameter.query(
            "encoding",
            "Of a CSV body, as gb18030; default the charset of the Content-Type, else UTF-8, or UTF-16 where the text shows it.",
            "utf-8");
    static final Parameter NUMBER_FORMAT = Parameter.query(
            "number_format", "How numbers are written in a CSV body, by an example such as 1.234,5.", "1234.5");
    static final Parameter SET = Parameter.query(
            "set", "CSV columns that every row shares, as type=sales,measure=REGISTRATIONS.", "type=sales");

    private static final List<Parameter> ALL = List.of(ENCODING, NUMBER_FORMAT, SET);
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]+)");

    private TextParameters() {}

    static List<Parameter> all() {
        return ALL;
    }

    /** What a request says. */
    static TextOptions of(Request request, @Nullable String contentType) {
        String encoding = request.text(ENCODING.name());
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        if (encoding == null && named.find()) {
            encoding = named.group(1);
        }
        return new TextOptions(
                numbers(request.text(NUMBER_FORMAT.name())),
                constants(request.text(SET.name())),
                encoding == null ? null : charset(encoding));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Problem.badRequest("encoding is none that is known: " + Request.shortened(name));
        }
    }

    private static NumberFormat numbers(@Nullable String example) {
        return example == null
                ? NumberFormat.PLAIN
                : NumberFormat.of(example)
                        .orElseThrow(() -> Problem.badRequest("number_format must be one of " + NumberFormat.known()
                                + ", got: " + Request.shortened(example)));
    }

    private static Map<String, String> constants(@Nullable String given) {
        Map<String, String> constants = new LinkedHashMap<>();
        for (String each : given == null ? new String[0] : given.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals < 1 || equals == each.length() - 1) {
                throw Problem.badRequest(
                        "set must be COLUMN=VALUE pairs with commas between them, got: " + Request.shortened(each));
            }
            constants.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        String unknown = TextOptions.unknownColumns(constants);
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("set: " + unknown);
        }
        return constants;
    }
}
