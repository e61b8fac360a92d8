package io.bellwether.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The registry's program files as the build unpacked them.
 *
 * @param directory with the child's jar and the registry's own
 * @param classPath child's jar first
 * @param mainClass of the registry
 */
record RegistryHome(Path directory, List<Path> classPath, String mainClass) {

    /** System property with the directory, where it is not beside our jar. */
    static final String PROPERTY = "bellwether.registry.home";

    /** Finds it by the system property, else {@code registry} beside our classes' parent or grandparent. */
    static RegistryHome find() {
        String given = System.getProperty(PROPERTY);
        List<Path> candidates = given == null ? besideOurClasses() : List.of(Path.of(given));
        for (Path candidate : candidates) {
            if (Files.isDirectory(candidate)) {
                return in(candidate);
            }
        }
        throw new LocalClusterException("the registry's program files are not in any of " + candidates
                + "; build the project, or name their directory with -D" + PROPERTY);
    }

    private static List<Path> besideOurClasses() {
        try {
            Path ours = Path.of(RegistryHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return List.of(
                    ours.resolveSibling("registry"),
                    ours.resolve("../../registry").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RegistryHome in(Path directory) {
        try {
            Path runner = the(directory, "-runner.jar");
            try (JarFile jar = new JarFile(runner.toFile())) {
                String mainClass = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
                return new RegistryHome(directory, List.of(the(directory, "-registry-child.jar"), runner), mainClass);
            }
        } catch (IOException e) {
            throw new LocalClusterException(
                    "the registry's program files in " + directory + " cannot be read: " + e, e);
        }
    }

    private static Path the(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new LocalClusterException(
                            "no *" + ending + " in " + directory + "; build the project again"));
        }
    }

    /**
     * The class-data archive that halves the start, one per Java version. Written when a registry first stops cleanly.
     */
    Path sharedArchive() {
        return directory.resolve("classes-" + Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-") + ".jsa");
    }
}
