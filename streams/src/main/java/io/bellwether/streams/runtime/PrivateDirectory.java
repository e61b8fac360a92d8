package io.bellwether.streams.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory that its owner alone can enter, so that nobody else on the machine reads what is below it. */
public final class PrivateDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);

    private PrivateDirectory() {}

    /** Creates it if it is missing; one that is there is closed to others. */
    public static void create(Path directory) throws IOException {
        Files.createDirectories(directory);
        PosixFileAttributeView permissions = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (permissions == null) {
            return; // no such permissions on this file system
        }
        try {
            permissions.setPermissions(PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", e.toString())
                    .log("other users may be able to read a directory of state, since this one does not own it");
        }
    }
}
