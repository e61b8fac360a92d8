package io.bellwether.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is logged by one logger from INFO on, while it is open. */
final class LogLines implements AutoCloseable {

    private final Logger logger;
    private final @Nullable Level level;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
    }

    static LogLines of(org.slf4j.Logger logger) {
        LogLines lines = new LogLines((Logger) logger);
        lines.logger.setLevel(Level.INFO);
        lines.appender.start();
        lines.logger.addAppender(lines.appender);
        lines.logger.setAdditive(false); // what a test reads is not printed
        return lines;
    }

    /** Messages with their key-value pairs. */
    List<String> texts() {
        return List.copyOf(appender.list).stream()
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(level);
    }
}
