package io.bellwether.app.settings;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Chooses among the logging configurations on the class path; {@code logback.xml} is the default. */
public final class Logging {

    private Logging() {}

    /** How log lines are written. */
    public enum Format {
        TEXT,
        JSON
    }

    /** To standard error: warnings as text, or everything from INFO on as JSON. */
    public static void toStandardError(Format format) {
        configure(format == Format.TEXT ? "/logback.xml" : "/logback-json.xml", Map.of());
    }

    /** Warnings as text to standard error. */
    public static void toStandardError() {
        toStandardError(Format.TEXT);
    }

    /** Everything from INFO on to a file; old files are rolled. */
    public static void toFile(Path file) {
        configure("/logback-file.xml", Map.of("LOG_FILE", file.toString()));
    }

    private static void configure(String resource, Map<String, String> properties) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        properties.forEach(context::putProperty);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Logging.class.getResource(resource));
        } catch (JoranException e) {
            throw new IllegalStateException("logging cannot be configured by " + resource, e);
        }
    }
}
