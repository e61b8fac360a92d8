package io.bellwether.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A packed file that breaks off, and so goes to "failed". */
    private Path broken(String name) throws IOException {
        return Files.write(directory.resolve(name), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1});
    }

    private static WatchedFolder.Outcome take(WatchedFolder folder, Path file) {
        return folder.take(file, null, Progress.none());
    }

    @Test
    void shouldWriteNoReasonThroughALink() throws IOException {
        // Given a link where the reason of a file would be written, to a file that others must not write to
        Path keys = Files.writeString(
                Files.createDirectory(directory.resolve("home")).resolve("keys"), "mine");
        WatchedFolder folder = WatchedFolder.open(directory, Duration.ZERO, ticker);
        Files.createSymbolicLink(directory.resolve("failed/a.jsonl.gz.reason"), keys);
        Path file = broken("a.jsonl.gz");
        folder.complete();

        // When
        WatchedFolder.Outcome outcome = take(folder, file);

        // Then
        assertThat(outcome).isInstanceOf(WatchedFolder.Outcome.Failed.class);
        assertThat(keys).hasContent("mine");
        assertThat(directory.resolve("failed/a.jsonl.gz")).exists();
        assertThat(Files.readString(directory.resolve("failed/2-a.jsonl.gz.reason")))
                .contains("cannot be read");
    }

    @Test
    void shouldMoveNoFileThroughALink() throws IOException {
        // Given a folder elsewhere, to which "failed" leads after it was opened
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        WatchedFolder folder = WatchedFolder.open(directory, Duration.ZERO, ticker);
        Files.delete(directory.resolve("failed"));
        Files.createSymbolicLink(directory.resolve("failed"), elsewhere);
        Path file = broken("a.jsonl.gz");
        folder.complete();

        // When
        WatchedFolder.Outcome outcome = take(folder, file);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WatchedFolder.Outcome.Waits.class,
                        waits -> assertThat(waits.reason()).contains("failed is a link or no folder"));
        assertThat(file).exists();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "failed"})
    void shouldNotOpenWhereALinkStandsForOneOfItsFolders(String name) throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve(name), elsewhere);

        assertThatThrownBy(() -> WatchedFolder.open(directory, SETTLE, ticker))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name + " is a link or no folder");
    }

    @Test
    void shouldNotUseAFolderOfAnotherUser() throws IOException {
        Path done = Files.createDirectory(directory.resolve("done"));
        try {
            Files.setAttribute(done, "unix:uid", 65_534);
        } catch (IOException e) {
            assumeTrue(false, "only root can give a folder away");
        }

        assertThatThrownBy(() -> WatchedFolder.open(directory, SETTLE, ticker))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("done belongs to another user");
    }

    @Test
    void shouldNotReadThroughALinkThatTookAFilesPlace() throws IOException {
        // Given a file that was seen as one, and is a link when its turn comes
        Path secret =
                Files.write(Files.createDirectory(directory.resolve("home")).resolve("a.gz"), new byte[] {1, 2});
        WatchedFolder folder = WatchedFolder.open(directory, Duration.ZERO, ticker);
        Path file = broken("a.jsonl.gz");
        folder.complete();
        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        // When
        WatchedFolder.Outcome outcome = take(folder, file);

        // Then it waits, which it would not if it had read what is no gzip file
        assertThat(outcome).isInstanceOf(WatchedFolder.Outcome.Waits.class);
        assertThat(directory.resolve("failed")).isEmptyDirectory();
    }

    @Test
    void shouldKeepAFilesNameOnOneLine() throws IOException {
        // Given a name that would be lines and escape sequences of its own
        WatchedFolder folder = WatchedFolder.open(directory, Duration.ZERO, ticker);
        Path file = broken("a\nssh-ed25519 AAAA\u001B[2J\u009B1m\u202E.jsonl.gz");
        folder.complete();

        // When
        WatchedFolder.Outcome outcome = take(folder, file);

        // Then
        assertThat(outcome).isInstanceOf(WatchedFolder.Outcome.Failed.class);
        String reason = ((WatchedFolder.Outcome.Failed) outcome).reason();
        assertThat(reason)
                .contains("\\u000assh-ed25519", "\\u001b[2J\\u009b1m\\u202e")
                .doesNotContain("\n", "\u001B");
        assertThat(Files.readAllLines(directory.resolve("failed").resolve(file.getFileName() + ".reason")))
                .containsExactly(reason);
    }
}
