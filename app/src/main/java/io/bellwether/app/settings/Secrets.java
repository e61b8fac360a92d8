package io.bellwether.app.settings;

import io.bellwether.consumer.sink.SecretUrls;
import java.util.Locale;
import java.util.regex.Pattern;

/** Masks secrets in output and logs. */
final class Secrets {

    private static final String MASK = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("password|secret|token|credential|jaas|user\\.info|key$|keystore\\.key|private");

    private Secrets() {}

    /** The value of a property, masked if its key names a secret. */
    static String mask(String key, String value) {
        return SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).find() ? MASK : SecretUrls.masked(value);
    }
}
