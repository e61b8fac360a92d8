package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./bellwether} in a project of its own, with a Maven and a Java that only note how they are called. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/bash
            for word; do
              case $word in
                -XX:DumpLoadedClassList=*) : >"${word#*=}"; exit ${TRAINING_STATUS:-0} ;;
                -XX:SharedArchiveFile=*) [[ $1 != -Xshare:dump ]] || { : >"${word#*=}"; exit 0; } ;;
              esac
            done
            printf '%s\\n' "$@"
            """;
    private static final String MAVEN = """
            #!/bin/bash
            echo built >>"$BUILDS"
            mkdir -p app/target/dist/lib && : >app/target/dist/lib/app-1.jar && : >app/target/dist/lib/kafka-1.jar
            """;

    @TempDir
    Path directory;

    private Path root;
    private Path builds;

    @BeforeEach
    void layOutAProject() throws IOException {
        root = directory.resolve("project");
        builds = Files.createFile(directory.resolve("builds"));
        Files.createDirectories(root.resolve("app/src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("app/pom.xml"), "<project/>");
        Files.writeString(root.resolve("app/src/main/java/A.java"), "class A {}");
        Files.copy(Path.of("..", "bellwether"), root.resolve("bellwether"), StandardCopyOption.COPY_ATTRIBUTES);
        executable(directory.resolve("jdk/bin/java"), JAVA);
        executable(directory.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        executable(directory.resolve("bin/mvn"), MAVEN);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> launch(Path project, String... words) throws Exception {
        return launch(project, List.of(), words);
    }

    /** The words with which Java was called. */
    private List<String> launch(Path project, List<String> environment, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("bellwether").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(new File("/dev/null")).redirectInput(new File("/dev/null"));
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("BUILDS", builds.toString());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        builder.environment().remove("BELLWETHER_JAVA_OPTS");
        for (String setting : environment) {
            builder.environment()
                    .put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Process launched = builder.start();
        String out = new String(launched.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(launched.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    private int built() throws IOException {
        return Files.readAllLines(builds).size();
    }

    @Test
    void shouldBuildOnceAndAgainOnlyForAnotherContent() throws Exception {
        Path source = root.resolve("app/src/main/java/A.java");

        launch(root, "publish", "x");
        launch(root, "publish", "x");
        assertThat(built()).isEqualTo(1);

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        launch(root, "publish", "x");
        assertThat(built()).as("another time, the same content").isEqualTo(1);

        Files.writeString(source, "class B {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        launch(root, "publish", "x");
        assertThat(built()).as("another content, an older time").isEqualTo(2);

        Files.delete(source);
        launch(root, "publish", "x");
        assertThat(built()).as("a file that is gone").isEqualTo(3);
    }

    @Test
    void shouldNotBuildACopyWithoutFileTimes() throws Exception {
        launch(root, "publish", "x");
        Path copy = directory.resolve("copy");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(root.relativize(file).toString()));
            }
        }
        assertThat(copy.resolve("bellwether").toFile().setExecutable(true)).isTrue();

        launch(copy, "publish", "x");

        assertThat(built()).isEqualTo(1);
    }

    @Test
    void shouldStartAQuestionWithFewJarsAndAnArchiveOfTheirClasses() throws Exception {
        List<String> question = launch(root, "query", "brands");
        List<String> again = launch(root, "query", "brands");
        List<String> other = launch(root, "publish", "x");

        assertThat(question)
                .anyMatch(word -> word.startsWith("-XX:SharedArchiveFile=" + root.resolve("app/target/dist/cds")))
                .contains(root.resolve("app/target/dist/lib/app-1.jar").toString())
                .endsWith("io.bellwether.app.Bellwether", "query", "brands");
        assertThat(again).isEqualTo(question);
        assertThat(other)
                .noneMatch(word -> word.startsWith("-XX:SharedArchiveFile="))
                .contains(root.resolve("app/target/dist/lib") + "/*");
    }

    @Test
    void shouldStartWithoutAnArchiveWhereNoneCanBeMadeAndTryOnce() throws Exception {
        List<String> question = launch(root, List.of("TRAINING_STATUS=1"), "query", "brands");
        List<String> again = launch(root, "query", "brands");

        assertThat(question).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
        assertThat(again).isEqualTo(question);
    }

    @Test
    void shouldBoundTheMemoryOfAllInOneUnlessToldOtherwise() throws Exception {
        assertThat(launch(root, "up")).anyMatch(word -> word.matches("-Xmx\\d+m"));
        assertThat(launch(root, List.of("BELLWETHER_JAVA_OPTS=-Xmx4g"), "up"))
                .contains("-Xmx4g")
                .noneMatch(word -> word.matches("-Xmx\\d+m"));
    }

    @Test
    void shouldHaveInTheFewJarsWhatQuestionsNeed() throws Exception {
        String launcher = Files.readString(root.resolve("bellwether"));
        List<String> few = Arrays.asList(
                launcher.substring(launcher.indexOf("few=(") + 5, launcher.indexOf(")", launcher.indexOf("few=(")))
                        .trim()
                        .split("\\s+", -1));
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith(".jar")
                        || few.stream()
                                .anyMatch(name ->
                                        Path.of(entry).getFileName().toString().matches(name + "-\\d.*")))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();

        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        StartupTraining.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(training.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }
}
