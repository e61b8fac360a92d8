package io.bellwether.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path directory;

    private Path store;
    private Path process;

    @BeforeEach
    void leaveState() throws IOException {
        store = directory.resolve("app/0_12/rocksdb/statements/000017.log");
        process = directory.resolve("app/kafka-streams-process-metadata");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "half a store");
        Files.writeString(process, "an id");
    }

    @Test
    void shouldEmptyTheStoresOfAnInstanceThatWasKilled() throws IOException {
        // Given an instance that went without a word
        StateDirectory.open(directory, "app").close();
        Path other = Files.createDirectories(directory.resolve("native"));

        // When
        StateDirectory.open(directory, "app").close();

        // Then what it is stays
        assertThat(directory.resolve("app/0_12")).doesNotExist();
        assertThat(process).hasContent("an id");
        assertThat(other).exists();
    }

    @Test
    void shouldKeepTheStoresOfAnInstanceThatStopped() throws IOException {
        // Given
        try (StateDirectory first = StateDirectory.open(directory, "app")) {
            first.markClean("one");
        }

        // When
        StateDirectory.open(directory, "app").close();

        // Then
        assertThat(store).hasContent("half a store");
    }

    @Test
    void shouldEmptyTheStoresOfOtherChangelogs() throws IOException {
        // Given
        try (StateDirectory first = StateDirectory.open(directory, "app")) {
            first.markClean("one");
        }

        // When they are the same at one start, and others at the next
        boolean same;
        try (StateDirectory second = StateDirectory.open(directory, "app")) {
            second.requireOrigin("one");
            same = Files.exists(store);
            second.markClean("one");
        }
        try (StateDirectory third = StateDirectory.open(directory, "app")) {
            third.requireOrigin("two");
        }

        // Then
        assertThat(same).isTrue();
        assertThat(store).doesNotExist();
    }

    @Test
    void shouldBeForOneInstanceAtATime() throws IOException {
        StateDirectory first = StateDirectory.open(directory, "app");

        assertThatThrownBy(() -> StateDirectory.open(directory, "app"))
                .hasMessage("state directory " + directory + " is in use by another instance");
        assertThat(store).exists();
        first.close();
    }
}
