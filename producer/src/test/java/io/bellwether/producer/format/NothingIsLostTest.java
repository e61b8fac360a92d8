package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a file holds, each of its bytes is in an event, in a letter, in the header row, or is a line end or a blank: no
 * reader may pass over what it does not understand. Failures name the seed.
 */
final class NothingIsLostTest {

    private static final int FILES = 100 * Integer.getInteger("random.percent", 100);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final RandomEvents events = new RandomEvents(seed);

    /** How a file of a few events is written down before it is damaged. */
    private enum Written {
        JSON_LINES,
        JSON_ARRAY,
        CSV_COMMAS,
        CSV_SEMICOLONS
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void shouldAccountForEveryByte(Written written) {
        for (int i = 0; i < FILES; i++) {
            // Given
            byte[] file = damaged(file(written));
            EventFormat format = written.name().startsWith("CSV") ? EventFormat.CSV : EventFormat.JSON_LINES;

            // When
            List<EventLine> lines = new ArrayList<>();
            byte[] header = new byte[0];
            try (EventReader reader =
                    EventReader.open(EventSource.of("test", format, new ByteArrayInputStream(file)))) {
                while (reader.hasNext()) {
                    lines.add(reader.next());
                }
                byte[] columns = reader.columns();
                header = columns == null ? header : columns;
            } catch (RuntimeException e) {
                fail("seed " + seed + ", file " + i + ": " + new String(file, StandardCharsets.ISO_8859_1), e);
            }

            // Then
            if (!isRefusedAsAWhole(lines)) {
                // A line that begins with a bracket for damage makes the file an array.
                Written read = file[0] == '[' ? Written.JSON_ARRAY : written;
                assertThat(content(lines, header, read))
                        .as("seed %s, file %s: %s", seed, i, new String(file, StandardCharsets.ISO_8859_1))
                        .isEqualTo(content(file, read));
            }
        }
    }

    private static boolean isRefusedAsAWhole(List<EventLine> lines) {
        return lines.stream()
                .anyMatch(line -> line.result() instanceof ParsedEvent.Refused refused
                        && refused.refusal().reason().contains("as a whole"));
    }

    private static String content(List<EventLine> lines, byte[] header, Written written) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header);
        lines.forEach(line -> all.writeBytes(line.bytes()));
        return content(all.toByteArray(), written);
    }

    /** Without what stands between events: line ends and blanks, rows without content, and the marks of an array. */
    private static String content(byte[] bytes, Written written) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\u00ef\u00bb\u00bf", "")
                .replaceAll("[\\s]", "");
        return switch (written) {
            // Of lines too: damage may put a comma or a bracket between two of them.
            case JSON_LINES, JSON_ARRAY -> text.replaceAll("[\\[\\],]", "");
            case CSV_COMMAS, CSV_SEMICOLONS -> text.replaceAll("[,;\"]", "");
        };
    }

    private byte[] file(Written written) {
        String type = RandomEvents.TYPES.get(random.nextInt(3));
        List<Map<String, @Nullable Object>> facts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            facts.add(events.event(type));
        }
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        String text = switch (written) {
            case JSON_LINES -> String.join(end, facts.stream().map(events::json).toList()) + end;
            case JSON_ARRAY ->
                "[" + String.join(" ," + end, facts.stream().map(events::json).toList()) + "]" + end;
            case CSV_COMMAS -> csv(facts, end);
            case CSV_SEMICOLONS -> semicolons(csv(facts, end));
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String csv(List<Map<String, @Nullable Object>> facts, String end) {
        Set<String> names = new LinkedHashSet<>();
        facts.forEach(fact -> names.addAll(fact.keySet()));
        List<String> columns = new ArrayList<>(names);
        StringBuilder text = new StringBuilder(String.join(",", columns)).append(end);
        facts.forEach(fact -> text.append(events.csv(fact, columns)).append(end));
        return text.toString();
    }

    private static String semicolons(String csv) {
        return csv.replace(',', ';');
    }

    private byte[] damaged(byte[] file) {
        byte[] bytes = file.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) (0x80 + random.nextInt(0x80));
                case 1 -> bytes[at] = (byte) "\"{}[]:;|\\\n\r0-e.".charAt(random.nextInt(15));
                case 2 -> bytes[at] = '\r';
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
            }
        }
        return bytes;
    }
}
