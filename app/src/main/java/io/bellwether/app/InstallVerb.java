package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts the program on the path. */
@Unused
@Command(
        name = "install",
        description = {
            "Puts 'bellwether' on the PATH, with completion for bash and fish.",
            "It is a symbolic link to this program, which stays where it is. 'uninstall' takes back "
                    + "what 'install' made."
        })
final class InstallVerb implements Callable<Integer> {

    private final Context context;

    @Mixin
    private final InstallPlaces places = new InstallPlaces();

    InstallVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path launcher = InstallPlaces.launcher();
        Path link = places.link(context);
        try {
            Files.createDirectories(link.toAbsolutePath().getParent());
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            } else if (Files.exists(link)) {
                throw new Failure(link + " is there and is no link; remove it, or name another folder with --dir");
            }
            Files.createSymbolicLink(link, launcher);
            context.console().out().println(link + " -> " + launcher);
            for (InstallPlaces.Completion completion : InstallPlaces.completions(context)) {
                Files.createDirectories(completion.file().getParent());
                Files.writeString(completion.file(), CompletionVerb.script(completion.shell(), context));
                context.console().out().println(completion.file() + " completes in " + completion.shell());
            }
        } catch (IOException e) {
            throw new Failure("cannot install to " + link + ": " + Failure.line(e), e);
        }
        sayIfNotOnPath(Objects.requireNonNull(link.toAbsolutePath().getParent()));
        return 0;
    }

    private void sayIfNotOnPath(Path folder) {
        boolean onPath = Arrays.stream(
                        context.environment().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(entry -> !entry.isEmpty() && Path.of(entry).equals(folder));
        if (!onPath) {
            context.console()
                    .out()
                    .println(folder + " is not on the PATH; add to your shell's start file: export PATH=\"" + folder
                            + ":$PATH\"");
        }
    }
}
