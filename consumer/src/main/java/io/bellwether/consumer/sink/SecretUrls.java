package io.bellwether.consumer.sink;

import java.util.regex.Pattern;

/** Masks user and password in URLs. */
public final class SecretUrls {

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");

    private SecretUrls() {}

    public static String masked(String urls) {
        return USER_INFO.matcher(urls).replaceAll("//***@");
    }
}
