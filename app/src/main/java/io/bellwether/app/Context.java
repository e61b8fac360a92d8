package io.bellwether.app;

import java.util.Map;

/** What a verb is given: the program's options, its console and environment. */
record Context(Bellwether program, Console console, Map<String, String> environment) {

    /** The pipeline and cluster that options, environment and file name. */
    Settings settings() {
        return program.settings(environment);
    }

    /** Of a verb that runs a cluster of its own: naming another one would be a misunderstanding. */
    Settings localSettings() {
        if (program.namesACluster()) {
            throw new UsageError("this verb runs its own broker and registry; --bootstrap-server and --schema-registry"
                    + " belong to the verb 'streams'");
        }
        return program.settings(environment);
    }

    /** Whether standard output may be coloured. */
    boolean coloured() {
        return console.outIsTerminal() && !environment.containsKey("NO_COLOR");
    }
}
