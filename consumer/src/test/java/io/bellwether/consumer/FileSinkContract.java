package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a sink that is a file on this machine must do besides: it can tell whether its owner is alive. */
abstract class FileSinkContract extends AlertSinkContract {

    abstract AlertSink in(Path folder);

    @Override
    AlertSink sink() {
        return in(folder);
    }

    @Test
    void shouldRefuseASecondOwner() {
        try (AlertSink first = sink();
                AlertSink second = sink()) {
            first.open(SampleAlerts.ORIGIN);

            assertThatThrownBy(() -> second.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage(second.name() + ": in use by another process");
        }
    }

    @Test
    void shouldNameTheFolderThatIsMissing() {
        try (AlertSink sink = in(folder.resolve("missing"))) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage(sink.name() + ": the folder does not exist");
        }
    }
}
