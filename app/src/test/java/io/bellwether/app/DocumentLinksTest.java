package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every link within the documentation, and every citation of docs/figures.md in the code, leads somewhere. */
class DocumentLinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of(".git", "target");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("<a\\s+id=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CITATION = Pattern.compile("docs/(?:figures|events|rules)\\.md#[a-z0-9-]+");

    private final List<Path> files = new ArrayList<>();

    @BeforeEach
    void findFiles() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void shouldLeadSomewhereFromEveryDocument() {
        // Given the links of all documents to files of the project
        List<String> broken = new ArrayList<>();
        List<Path> documents = ofKind(".md");

        // When each is followed
        for (Path document : documents) {
            found(LINK, CODE.matcher(read(document)).replaceAll("")).stream()
                    .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                    .filter(link -> !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(ROOT.relativize(document) + ": " + link));
        }

        // Then
        assertThat(documents).hasSizeGreaterThan(30);
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldCiteAnchorsThatAreThere() {
        // Given what code, schemas and rules cite
        List<String> broken = new ArrayList<>();
        Set<String> cited = new HashSet<>();
        for (String kind : List.of(".java", ".avsc", ".yaml")) {
            for (Path file : ofKind(kind)) {
                CITATION.matcher(read(file)).results().map(MatchResult::group).forEach(citation -> {
                    cited.add(citation);
                    // When it is followed
                    if (!leadsSomewhere(ROOT.resolve("README.md"), citation)) {
                        broken.add(ROOT.relativize(file) + ": " + citation);
                    }
                });
            }
        }

        // Then
        assertThat(cited).isNotEmpty();
        assertThat(broken).isEmpty();
    }

    private List<Path> ofKind(String ending) {
        return files.stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty()
                ? document
                : document.resolveSibling(path).toAbsolutePath().normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static Set<String> anchors(Path document) {
        String text = read(document);
        Set<String> anchors = new HashSet<>(found(ANCHOR, text));
        found(HEADING, text).forEach(heading -> anchors.add(slug(heading)));
        return anchors;
    }

    /** The anchor that GitHub gives a heading. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .trim()
                .replace(' ', '-');
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
