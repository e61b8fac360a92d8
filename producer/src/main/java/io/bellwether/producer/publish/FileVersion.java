package io.bellwether.producer.publish;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file as it was at one moment.
 *
 * @param sha256 of its bytes, in hex
 */
record FileVersion(Path path, String sha256, long size, FileTime modified) {

    /** The file of a source as it is now; empty if it is a stream. */
    static Optional<FileVersion> of(EventSource source) {
        if (source.path().isEmpty()) {
            return Optional.empty();
        }
        Path path = source.path().get();
        try {
            long size = Files.size(path);
            FileTime modified = Files.getLastModifiedTime(path);
            String sha256 = new ByteSource() {
                @Override
                public InputStream openStream() throws IOException {
                    return source.openFile();
                }
            }.hash(Hashing.sha256()).toString();
            return Optional.of(new FileVersion(path, sha256, size, modified));
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /**
     * Fails if the file changed: its progress would be noted under a content that it no longer has. Goes by size and
     * time of change, for hashing it again would take too long.
     */
    void requireUnchanged(EventSource source) {
        try {
            if (Files.size(path) != size || !Files.getLastModifiedTime(path).equals(modified)) {
                throw new InputException(source.name() + ": changed while it was being published; publish it again");
            }
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }
}
