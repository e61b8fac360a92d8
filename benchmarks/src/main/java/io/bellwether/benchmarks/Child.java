package io.bellwether.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM that takes {@link Commands} from this one, and ends with it. */
final class Child implements AutoCloseable {

    private static final long END_WITHIN_SECONDS = 60;

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final String[] ready;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.ready = answer("its start");
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param folder for its log
     */
    static Child start(Class<?> main, List<String> jvmFlags, Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(main.getSimpleName() + ".log");
        try {
            return new Child(
                    main.getSimpleName(),
                    log,
                    new ProcessBuilder(command)
                            .redirectError(Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(main.getSimpleName() + " cannot be started", e);
        }
    }

    /** The fields of its first answer. */
    String[] ready() {
        return ready.clone();
    }

    /** Runs a command in the child; returns the fields of its answer. */
    String[] ask(String... command) {
        try {
            commands.write(String.join(Commands.FIELD, command) + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(ended(command[0]), e);
        }
        return answer(command[0]);
    }

    Usage usage() {
        return Usage.parse(ask("usage"));
    }

    private String[] answer(String to) {
        try {
            @Nullable String line = answers.readLine();
            while (line != null && !line.startsWith(Commands.ANSWER)) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(ended(to));
            }
            return line.substring(Commands.ANSWER.length()).split(Commands.FIELD, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(ended(to), e);
        }
    }

    private String ended(String before) {
        return name + " ended before it answered to " + before + "; its log is " + log;
    }

    /** Ends it: it closes what it has open when its input ends. */
    @Override
    public void close() {
        try (commands) {
            commands.flush();
        } catch (IOException alreadyGone) {
            // nothing left to end
        }
        try {
            process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
