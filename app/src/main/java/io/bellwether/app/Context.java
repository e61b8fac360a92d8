package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.Console;
import java.util.Map;

/** The program's options, console and environment, as every verb needs them. */
record Context(Bellwether program, Console console, Map<String, String> environment) {

    /** The settings from options, environment and file. */
    Settings settings() {
        return program.settings(environment);
    }

    /** The same for a verb that runs its own cluster; fails if another one was named. */
    Settings localSettings() {
        if (program.namesACluster()) {
            throw new UsageError("this verb runs its own broker and registry; --bootstrap-server and --schema-registry"
                    + " belong to the verb 'streams'");
        }
        return program.settings(environment);
    }

    /** The program as it is typed here, for hints: its name if it is on the path. */
    static String command() {
        return System.getProperty("bellwether.command", "bellwether");
    }

    /** Whether standard output may be coloured. */
    boolean coloured() {
        return console.outIsTerminal() && !environment.containsKey("NO_COLOR");
    }
}
