package io.bellwether.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Where log lines go: to a file beside the data where there is one, else warnings to standard error. */
final class Logging {

    private static final String FILE_PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{30} %msg %kvp%n";
    private static final String CONSOLE_PATTERN = "%-5level %logger{0}: %msg %kvp%n%ex{short}";

    /** Loggers that print a whole configuration, or say again and again what a verb says once and plainly. */
    private static final List<String> TALKATIVE = List.of(
            "kafka.server.KafkaConfig",
            "org.apache.kafka.common.config.AbstractConfig",
            "org.apache.kafka.clients.admin.AdminClientConfig",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            "org.apache.kafka.clients.producer.ProducerConfig",
            "org.apache.kafka.common.metrics",
            "org.apache.kafka.common.utils.AppInfoParser",
            "org.apache.kafka.streams.StreamsConfig",
            "io.confluent.kafka.serializers");

    private Logging() {}

    /** How log lines are written. */
    enum Format {
        TEXT,
        JSON
    }

    /** Warnings to standard error; or, for a collector of logs, everything from INFO on as a JSON object a line. */
    static void toStandardError(Format format) {
        if (format == Format.TEXT) {
            toStandardError();
            return;
        }
        LoggerContext context = reset(Level.INFO);
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithArguments(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }

    /** Warnings to standard error. */
    static void toStandardError() {
        LoggerContext context = reset(Level.WARN);
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        attach(appender, context, CONSOLE_PATTERN);
        // Clients warn with every attempt to connect; the verb itself says it in one line.
        context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
    }

    /** Everything from INFO on to this file; 10 MB, three older ones kept. */
    static void toFile(Path file) {
        LoggerContext context = reset(Level.INFO);
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(3);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("10MB"));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        attach(appender, context, FILE_PATTERN);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }

    private static LoggerContext reset(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        return context;
    }

    private static void attach(OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
