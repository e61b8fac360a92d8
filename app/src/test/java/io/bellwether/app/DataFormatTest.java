package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.app.instance.DataFormat;
import io.bellwether.app.settings.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFormatTest {

    @TempDir
    Path directory;

    @Test
    void shouldTakeItsOwnDirectoryAgain() throws Exception {
        DataFormat.ensure(directory);
        Files.createDirectory(directory.resolve("broker"));

        assertThatCode(() -> DataFormat.ensure(directory)).doesNotThrowAnyException();
    }

    @Test
    void shouldMakeADirectoryOfTheLastVersionItsOwn() throws Exception {
        Files.createDirectory(directory.resolve("broker"));
        Files.writeString(directory.resolve("format"), "2");

        DataFormat.ensure(directory);

        // Then that version leaves it alone from now on
        assertThat(directory.resolve("format")).hasContent("3");
    }

    @Test
    void shouldLeaveADirectoryOfANewerVersionAsItIs() throws Exception {
        Files.createDirectory(directory.resolve("broker"));
        Files.writeString(directory.resolve("format"), "4");

        assertThatThrownBy(() -> DataFormat.ensure(directory))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("has the format 4 of another version");
        assertThat(directory.resolve("format")).hasContent("4");
    }

    @Test
    void shouldRefuseADirectoryOfAnotherVersion() throws Exception {
        Files.createDirectory(directory.resolve("broker"));

        assertThatThrownBy(() -> DataFormat.ensure(directory))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("has the format 1 of another version, not " + DataFormat.CURRENT);
    }
}
