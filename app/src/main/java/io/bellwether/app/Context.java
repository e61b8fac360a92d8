package io.bellwether.app;

import java.util.Map;

/** What a verb is given: the program's options, its console and environment. */
record Context(Bellwether program, Console console, Map<String, String> environment) {

    Settings settings() {
        return program.settings(environment);
    }
}
