package io.bellwether.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.UnpackedStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is complete. */
class WatchedFolderTest {

    private static final Duration SETTLE = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private long now;

    private final Ticker ticker = new Ticker() {
        @Override
        public long read() {
            return now;
        }
    };

    @Test
    void shouldTakeAFileOnlyWhenItHasStayedTheSame() throws IOException {
        // Given a file that is being written
        WatchedFolder folder = WatchedFolder.open(directory, SETTLE, ticker);
        Path file = Files.writeString(directory.resolve("a.jsonl"), "{");
        assertThat(folder.complete()).isEmpty();
        passes(1_900);
        Files.writeString(file, "}", StandardOpenOption.APPEND);
        assertThat(folder.complete()).as("it grew").isEmpty();
        passes(1_900);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-11-11T00:00:00Z")));
        assertThat(folder.complete()).as("it was written over").isEmpty();
        passes(1_999);
        assertThat(folder.complete()).as("not for long enough").isEmpty();
        assertThat(folder.hasUnsettled()).isTrue();

        // When
        passes(1);

        // Then
        assertThat(folder.complete()).containsExactly(file);
        assertThat(folder.hasUnsettled()).isFalse();
    }

    @Test
    void shouldTakeAFileAtFirstSightIfToldSo() throws IOException {
        WatchedFolder folder = WatchedFolder.open(directory, Duration.ZERO, ticker);
        Path second = Files.writeString(directory.resolve("b.csv"), "");
        Path first = Files.writeString(directory.resolve("a.json"), "");

        assertThat(folder.complete()).containsExactly(first, second);
    }

    @Test
    void shouldForgetAFileThatVanishes() throws IOException {
        // Given
        WatchedFolder folder = WatchedFolder.open(directory, SETTLE, ticker);
        Path file = Files.writeString(directory.resolve("a.jsonl"), "");
        folder.complete();
        Files.delete(file);
        folder.complete();
        passes(5_000);
        Files.writeString(file, "");

        // When, then it is as new
        assertThat(folder.complete()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(directory.resolve("a.jsonl"), "");

        assertThatThrownBy(() -> WatchedFolder.open(file, SETTLE))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": no such folder");
    }

    @Test
    void shouldNotUnpackABomb() throws IOException {
        // Given a file of a tenth of a megabyte that holds 100 MB of nothing
        Path bomb = directory.resolve("bomb.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(new byte[100 << 20]);
        }

        // When
        assertThatThrownBy(() -> EventReader.requireWhole(EventSources.of(bomb).orElseThrow()))

                // Then
                .isInstanceOf(InputException.class)
                .hasMessage(bomb + ": cannot be read: unpacks to more than 200 times its size");
    }

    @Test
    void shouldUnpackWhatShrinksWell() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[10 << 20]);
        }

        try (UnpackedStream stream = new UnpackedStream(
                new com.google.common.io.CountingInputStream(new ByteArrayInputStream(packed.toByteArray())))) {
            assertThat(stream.transferTo(OutputStream.nullOutputStream())).isEqualTo(10 << 20);
        }
    }

    private void passes(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
