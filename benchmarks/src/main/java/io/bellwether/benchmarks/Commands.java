package io.bellwether.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The child's side of a conversation with the process that started it: one command a line on standard input, one answer
 * a line on standard output, fields separated by tabs. Every child knows {@code usage}. The end of the input ends it.
 */
final class Commands {

    /** Begins an answer, so that nothing else on standard output is taken for one. */
    static final String ANSWER = "> ";

    static final String FIELD = "\t";

    private final Map<String, Command> commands = new TreeMap<>();

    /** Does what a line asks for. */
    @FunctionalInterface
    interface Command {
        Object run(String[] arguments) throws Exception;
    }

    Commands() {
        on("usage", arguments -> Usage.now());
    }

    Commands on(String name, Command command) {
        commands.put(name, command);
        return this;
    }

    /** Says that this process is ready, then answers until the input ends. */
    void serve(String ready) throws Exception {
        answer(ready);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = next(input); line != null; line = next(input)) {
            String[] words = line.split(FIELD, -1);
            Command command = commands.get(words[0]);
            if (command == null) {
                throw new IllegalArgumentException("command must be one of " + commands.keySet() + ", got: " + line);
            }
            answer(String.valueOf(command.run(Arrays.copyOfRange(words, 1, words.length))));
        }
    }

    @SuppressWarnings("NullAway") // null is the end of the input
    private static String next(BufferedReader input) throws IOException {
        return input.readLine();
    }

    private static void answer(String text) {
        System.out.println(ANSWER + text);
        System.out.flush();
    }
}
