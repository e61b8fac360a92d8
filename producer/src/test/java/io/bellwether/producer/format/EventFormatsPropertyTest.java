package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What does not depend on how an event is written down; every failure names the seed. */
final class EventFormatsPropertyTest {

    /** Of the random cases, so many are tried. */
    private static final int PERCENT = Integer.getInteger("random.percent", 100);

    private final long seed = new Random().nextLong();
    private final RandomEvents events = new RandomEvents(seed);
    private final Random random = new Random(seed);

    @Test
    void shouldReadTheSameEventsFromJsonLinesAndCsv() {
        for (String type : RandomEvents.TYPES) {
            List<Map<String, @Nullable Object>> facts = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                facts.add(events.event(type));
            }

            List<SpecificRecord> fromJson = records(EventFormat.JSON_LINES, jsonLines(facts));
            List<SpecificRecord> fromCsv = records(EventFormat.CSV, csv(facts));

            assertThat(fromJson).as("seed %s", seed).hasSize(300);
            assertThat(fromCsv).as("seed %s", seed).isEqualTo(fromJson);
        }
    }

    @Test
    void shouldDeriveOneIdHoweverTheEventIsWritten() {
        for (int i = 0; i < 500; i++) {
            Map<String, @Nullable Object> event = events.event(RandomEvents.TYPES.get(i % 3));
            event.put("event_id", null);

            SpecificRecord one = record(events.json(event));
            SpecificRecord other = record(events.json(event));

            assertThat(other.get(0)).as("seed %s", seed).isEqualTo(one.get(0));
        }
    }

    @Test
    void shouldDeriveAnotherIdWhenAnyFieldDiffers() {
        Set<Object> ids = new LinkedHashSet<>();
        Set<SpecificRecord> different = new LinkedHashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Map<String, @Nullable Object> event = events.event(RandomEvents.TYPES.get(i % 3));
            event.put("event_id", null);
            SpecificRecord record = record(events.json(event));
            different.add(record);
            ids.add(record.get(0));
        }

        assertThat(ids).as("seed %s", seed).hasSameSizeAs(different);
    }

    @Test
    void shouldNeverThrowWhateverALineHolds() {
        for (int i = 0; i < 200 * PERCENT; i++) {
            EventFormat format = i % 2 == 0 ? EventFormat.JSON_LINES : EventFormat.CSV;
            List<Map<String, @Nullable Object>> facts = List.of(events.event(RandomEvents.TYPES.get(i % 3)));
            byte[] bytes = mutated(format == EventFormat.CSV ? csv(facts) : jsonLines(facts));
            try (EventReader reader = reader(format, bytes)) {
                reader.forEachRemaining(line -> assertThat(line.result()).isNotNull());
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private byte[] mutated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\"{}[]:,\\\n\r0-e.".charAt(random.nextInt(14));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
            }
        }
        return bytes;
    }

    private String jsonLines(List<Map<String, @Nullable Object>> facts) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
        facts.forEach(fact -> text.append(events.json(fact)).append(lineEnd()));
        return text.toString();
    }

    private String csv(List<Map<String, @Nullable Object>> facts) {
        Set<String> names = new LinkedHashSet<>();
        facts.forEach(fact -> names.addAll(fact.keySet()));
        List<String> columns = new ArrayList<>(names);
        Collections.shuffle(columns, random);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
        text.append(String.join(",", columns)).append(lineEnd());
        facts.forEach(fact -> text.append(events.csv(fact, columns)).append(lineEnd()));
        return text.toString();
    }

    private String lineEnd() {
        return random.nextBoolean() ? "\n" : "\r\n";
    }

    private List<SpecificRecord> records(EventFormat format, String text) {
        List<SpecificRecord> records = new ArrayList<>();
        try (EventReader reader = reader(format, text.getBytes(StandardCharsets.UTF_8))) {
            reader.forEachRemaining(line -> {
                if (line.result() instanceof ParsedEvent.Accepted accepted) {
                    records.add(accepted.event());
                } else {
                    fail("seed " + seed + ": " + line.result() + " " + line.text());
                }
            });
        }
        return records;
    }

    private SpecificRecord record(String json) {
        ParsedEvent result = EventJson.parse(json);
        assertThat(result).as("seed %s: %s", seed, json).isInstanceOf(ParsedEvent.Accepted.class);
        return ((ParsedEvent.Accepted) result).event();
    }

    private static EventReader reader(EventFormat format, byte[] bytes) {
        return EventReader.open(EventSource.of("test", format, new ByteArrayInputStream(bytes)));
    }
}
