package io.bellwether.streams.http;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.query.Answers;
import java.nio.charset.StandardCharsets;

/** Alerts as the API writes them. */
public final class AlertJson {

    private AlertJson() {}

    /** An alert on one line. */
    public static String text(Alert alert) {
        return new String(Json.bytes(Answers.alert(alert)), StandardCharsets.UTF_8);
    }
}
