package io.bellwether.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Whether any of some files has changed since it was last looked at; looks once a second at most. Not thread-safe. */
final class FileWatch {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final List<Path> files;
    private long looked = System.nanoTime();
    private List<String> seen;

    FileWatch(List<Path> files) {
        this.files = List.copyOf(files);
        this.seen = stamps();
    }

    boolean hasChanged() {
        long now = System.nanoTime();
        if (now - looked < EVERY_NANOS) {
            return false;
        }
        looked = now;
        List<String> found = stamps();
        boolean changed = !found.equals(seen);
        seen = found;
        return changed;
    }

    private List<String> stamps() {
        List<String> stamps = new ArrayList<>();
        for (Path file : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
            } catch (IOException e) {
                stamps.add("unreadable");
            }
        }
        return stamps;
    }
}
