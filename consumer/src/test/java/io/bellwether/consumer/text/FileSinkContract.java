package io.bellwether.consumer.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.AlertSinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a sink that is a file on this machine must do besides: it can tell whether its owner is alive. */
public abstract class FileSinkContract extends AlertSinkContract {

    protected abstract AlertSink in(Path folder);

    @Override
    protected AlertSink sink() {
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
