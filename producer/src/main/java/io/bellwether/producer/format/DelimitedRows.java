package io.bellwether.producer.format;

import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of any text of delimited cells, whatever they mean: its encoding, delimiter and line ends are recognised as in
 * event files, or named. Blank rows are passed over; the numbers of the others count them.
 */
public final class DelimitedRows implements AutoCloseable {

    private static final int SAMPLE_LINES = 50;

    private final Path path;
    private final CountingInputStream counted;
    private final LineSplitter lines;
    private final char delimiter;
    private final @Nullable Charset encoding;

    private DelimitedRows(
            Path path, CountingInputStream counted, LineSplitter lines, char delimiter, @Nullable Charset encoding) {
        this.path = path;
        this.counted = counted;
        this.lines = lines;
        this.delimiter = delimiter;
        this.encoding = encoding;
    }

    /**
     * A row.
     *
     * @param number of its first line, from 1
     * @param problem why it has no cells; null if it has
     */
    public record Row(
            long number, List<String> cells, @Nullable String problem) {}

    /**
     * Opens a file.
     *
     * @param named the encoding; null: UTF-8, or UTF-16 where the text shows it
     * @param delimited what stands between cells; 0: what cuts the most rows into the same number of cells
     * @throws InputException if it cannot be read, or is no text in that encoding
     */
    public static DelimitedRows open(Path path, @Nullable Charset named, char delimited) {
        CountingInputStream counted = null;
        try {
            counted = new CountingInputStream(Files.newInputStream(path));
            PrefixedStream in = new PrefixedStream(counted);
            byte[] start = in.readNBytes(InputStart.MAX_BYTES);
            in.putBack(start);
            Optional<String> foreign = InputStart.foreignTo(start);
            if (foreign.isPresent()) {
                throw new InputException(path + ": " + foreign.get());
            }
            Charset encoding = InputStart.encodingOf(start, named);
            List<String> sample = sample(start, encoding);
            char delimiter = delimited == 0 ? likeliest(sample) : delimited;
            InputStream text = encoding == null ? in : new TranscodedStream(in, encoding);
            LineSplitter lines = new LineSplitter(text, EventFormat.CSV);
            lines.delimitedBy(delimiter);
            return new DelimitedRows(path, counted, lines, delimiter, encoding);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The encodings that a file is likely in, the likeliest first; none for UTF-8, and where nothing fits. */
    public static List<String> likelyEncodings(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(InputStart.MAX_BYTES);
            boolean legible = InputStart.encodingOf(start, null) != null
                    || Utf8.decode(wholeLines(start)).isPresent();
            return legible ? List.of() : EncodingGuess.likely(start);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static byte[] wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (bytes.length == InputStart.MAX_BYTES && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? bytes : Arrays.copyOf(bytes, end);
    }

    private static List<String> sample(byte[] start, @Nullable Charset encoding) {
        String text = new String(start, encoding == null ? StandardCharsets.UTF_8 : encoding);
        return text.lines().filter(line -> !line.isBlank()).limit(SAMPLE_LINES).toList();
    }

    private static char likeliest(List<String> sample) {
        char likeliest = CsvCells.DELIMITERS.get(0);
        int most = 0;
        for (char candidate : CsvCells.DELIMITERS) {
            Map<Integer, Integer> rows = new HashMap<>();
            for (String line : sample) {
                CsvCells.cut(line, candidate).ifPresent(cells -> rows.merge(cells.size(), 1, Integer::sum));
            }
            int agreed = rows.entrySet().stream()
                    .mapToInt(entry -> (entry.getKey() - 1) * entry.getValue())
                    .max()
                    .orElse(0);
            if (agreed > most) {
                most = agreed;
                likeliest = candidate;
            }
        }
        return likeliest;
    }

    /** The next row; null at the end. */
    public @Nullable Row next() {
        try {
            RawLine line = lines.next();
            if (line == null) {
                return null;
            }
            if (line.problem() != null) {
                return new Row(line.number(), List.of(), line.problem());
            }
            Optional<String> text = Utf8.decode(line.bytes());
            if (text.isEmpty()) {
                String reason = encoding == null ? EncodingGuess.reason(line.bytes()) : "is no text in " + encoding;
                return new Row(line.number(), List.of(), reason);
            }
            return CsvCells.cut(text.get(), delimiter)
                    .map(cells -> new Row(line.number(), new ArrayList<>(cells), null))
                    .orElseGet(() -> new Row(line.number(), List.of(), "is no row of cells"));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** What stands between cells. */
    public char delimiter() {
        return delimiter;
    }

    /** Bytes read so far. */
    public long bytesRead() {
        return counted.getCount();
    }

    private static InputException unreadable(Path path, IOException e) {
        return new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            counted.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
