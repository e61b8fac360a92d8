package io.bellwether.app;

import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.TextOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files of rows are read. */
final class TextFlags {

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "Of the text, as gb18030 or windows-1252; default UTF-8, or UTF-16 where the text shows it.")
    private @Nullable String encoding;

    @Option(
            names = "--number-format",
            paramLabel = "EXAMPLE",
            description = "How numbers are written in CSV, by an example such as '1.234,5'; default '1234.5'.")
    private @Nullable String numberFormat;

    @Option(
            names = "--set",
            paramLabel = "COLUMN=VALUE",
            description = "A CSV column that every row shares, as source=ofv; repeatable.")
    private Map<String, String> constants = new LinkedHashMap<>();

    /** As given. */
    TextOptions options() {
        String unknown = TextOptions.unknownColumns(constants);
        if (!unknown.isEmpty()) {
            throw new UsageError("--set: " + unknown);
        }
        return new TextOptions(numbers(), constants, charset());
    }

    private NumberFormat numbers() {
        return numberFormat == null
                ? NumberFormat.PLAIN
                : NumberFormat.of(numberFormat)
                        .orElseThrow(() -> new UsageError(
                                "--number-format must be one of " + NumberFormat.known() + ", got: " + numberFormat));
    }

    private @Nullable Charset charset() {
        try {
            return encoding == null ? null : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UsageError("--encoding is none that is known, such as utf-8, utf-16, gb18030, big5, shift_jis,"
                    + " euc-kr, windows-1250, windows-1251, windows-1252 or iso-8859-15, got: " + encoding);
        }
    }
}
