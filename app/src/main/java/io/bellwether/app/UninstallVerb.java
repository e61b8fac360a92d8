package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes back what {@code install} made. */
@Unused
@Command(
        name = "uninstall",
        description = {
            "Takes 'bellwether' off the PATH again.",
            "Removes the link and the completions of 'install'; the program and all state stay, and "
                    + "where they are is printed."
        })
final class UninstallVerb implements Callable<Integer> {

    private final Context context;

    @Mixin
    private final InstallPlaces places = new InstallPlaces();

    UninstallVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path link = places.link(context);
        try {
            if (Files.exists(link) && !Files.isSymbolicLink(link)) {
                throw new Failure(link + " is no link that 'install' made, and stays");
            }
            remove(link);
            for (InstallPlaces.Completion completion : InstallPlaces.completions(context)) {
                remove(completion.file());
            }
        } catch (IOException e) {
            throw new Failure("cannot remove: " + Failure.line(e), e);
        }
        context.console()
                .out()
                .println("The program is in " + InstallPlaces.launcher().getParent());
        context.console()
                .out()
                .println("State of 'demo' is in " + DemoVerb.stateDirectory(context)
                        + ", that of 'up' in its --data-dir");
        return 0;
    }

    private void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            context.console().out().println("removed " + file);
        }
    }
}
