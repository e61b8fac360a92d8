package io.bellwether.app;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of whatever is printed or logged. */
final class Secrets {

    private static final String MASK = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("password|secret|token|credential|jaas|user\\.info|key$|keystore\\.key|private");
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/@\\s]+@");

    private Secrets() {}

    /** The value of a property as it may be shown. */
    static String mask(String key, String value) {
        return SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).find() ? MASK : maskUrl(value);
    }

    /** Text in which any URL's user and password are hidden. */
    static String maskUrl(String text) {
        return USER_IN_URL.matcher(text).replaceAll("//" + MASK + "@");
    }
}
