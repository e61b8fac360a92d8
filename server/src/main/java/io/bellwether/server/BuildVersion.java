package io.bellwether.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this build, as Maven knows it. */
public final class BuildVersion {

    private BuildVersion() {}

    /** For example {@code 0.1.0-SNAPSHOT}. */
    public static String current() {
        Properties build = new Properties();
        try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(in, "build.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("the version of the build cannot be read", e);
        }
        return build.getProperty("version");
    }
}
