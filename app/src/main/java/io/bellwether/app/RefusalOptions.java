package io.bellwether.app;

import picocli.CommandLine.Option;

/** How refused events affect the exit status. */
final class RefusalOptions {

    @Option(
            names = "--allow-refused",
            description = "End with status 0 though something was refused; without it the status is 1.")
    private boolean allowed;

    /** The exit status after so many refusals. */
    int status(long refused) {
        return refused > 0 && !allowed ? 1 : 0;
    }
}
