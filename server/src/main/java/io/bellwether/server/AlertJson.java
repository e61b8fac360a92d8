package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import java.nio.charset.StandardCharsets;

/** Alerts as the API writes them. */
public final class AlertJson {

    private AlertJson() {}

    /** An alert on one line. */
    public static String text(Alert alert) {
        return new String(Json.bytes(RecordJson.alert(alert)), StandardCharsets.UTF_8);
    }
}
