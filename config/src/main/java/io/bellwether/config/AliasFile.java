package io.bellwether.config;

import io.bellwether.domain.statement.Aliases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a table of aliases (docs/events.md#aliases):
 *
 * <pre>{@code
 * brands:
 *   aito: {name: AITO, aliases: [问界, {alias: 赛力斯汽车, until: 2023-11-30}], models: {M9: [问界M9]}}
 * regions:
 *   europe: {contains: [de, no, gb]}
 * sources:
 *   top-20-list: {partial: true}
 * }</pre>
 */
public final class AliasFile {

    private static final String SHIPPED = "/aliases.yaml";
    private static final int MAX_LENGTH = 2_000_000;
    private static final Pattern SLUG = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{Lm}\\p{Nd}._-]{1,200}");

    private static final Set<String> SECTIONS = Set.of("brands", "regions", "sources");
    private static final Set<String> OF_BRAND = Set.of("name", "aliases", "models");
    private static final Set<String> OF_ALIAS = Set.of("alias", "until");
    private static final Set<String> OF_REGION = Set.of("contains");
    private static final Set<String> OF_SOURCE = Set.of("partial");

    private final YamlDocument yaml;
    private final Aliases.Builder table = Aliases.builder();

    private AliasFile(YamlDocument yaml) {
        this.yaml = yaml;
    }

    /** Read once, when it is first asked for. */
    private static final class Shipped {

        static final Aliases TABLE = read();

        private static Aliases read() {
            Reading reading = AliasFile.read(shippedText());
            if (reading instanceof Accepted accepted) {
                return accepted.aliases();
            }
            throw new IllegalStateException("the shipped aliases are wrong: " + reading);
        }
    }

    /** What became of a file. */
    public sealed interface Reading {}

    /** A table without mistakes. */
    public record Accepted(Aliases aliases) implements Reading {}

    /** A table that is refused as a whole. */
    public record Rejected(List<ConfigError> mistakes) implements Reading {}

    /** The table for the brands of the data that is shipped. */
    public static Aliases shipped() {
        return Shipped.TABLE;
    }

    /** The file of the {@linkplain #shipped() shipped table}, to start one's own from. */
    public static String shippedText() {
        try (InputStream in = AliasFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the shipped aliases are missing: " + SHIPPED);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped aliases cannot be read", e);
        }
    }

    /** Reads a table, noting every mistake. */
    public static Reading read(String text) {
        AliasFile file = new AliasFile(YamlDocument.of(text, MAX_LENGTH));
        Aliases aliases = file.table();
        return aliases == null ? new Rejected(file.yaml.mistakes()) : new Accepted(aliases);
    }

    private @Nullable Aliases table() {
        YamlDocument.Fields document = yaml.document(SECTIONS);
        if (document == null) {
            return null;
        }
        each(document, "brands", this::brand);
        each(document, "regions", this::region);
        each(document, "sources", this::source);
        if (!yaml.mistakes().isEmpty()) {
            return null;
        }
        try {
            return table.build();
        } catch (IllegalArgumentException e) {
            yaml.mistake(document.node(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private interface Entry {
        void read(ScalarNode name, Node value);
    }

    private void each(YamlDocument.Fields document, String section, Entry entry) {
        Node node = document.optional(section);
        if (node != null) {
            yaml.entries(node, entry::read);
        }
    }

    private void brand(ScalarNode slug, Node value) {
        yaml.enter(slug.getValue());
        if (!SLUG.matcher(slug.getValue()).matches()) {
            yaml.mistake(slug, "a brand must be a slug: lower case letters, digits, '-', '.' and '_'");
        }
        YamlDocument.Fields fields = yaml.fields(value, OF_BRAND);
        if (fields != null) {
            ScalarNode name = fields.optionalScalar("name");
            String shown = name == null ? slug.getValue() : name.getValue();
            stands(name == null ? slug : name, shown, table.brand(slug.getValue(), shown));
            fields.optionalList("aliases").forEach(alias -> alias(slug.getValue(), alias));
            Node models = fields.optional("models");
            if (models != null) {
                yaml.entries(models, (model, spellings) -> model(slug.getValue(), model, spellings));
            }
        }
        yaml.enter(null);
    }

    private void alias(String slug, Node node) {
        if (!(node instanceof MappingNode)) {
            ScalarNode name = yaml.scalar(node);
            if (name != null) {
                stands(name, name.getValue(), table.alias(slug, name.getValue(), null));
            }
            return;
        }
        YamlDocument.Fields fields = yaml.fields(node, OF_ALIAS);
        if (fields == null) {
            return;
        }
        ScalarNode name = fields.requiredScalar("alias");
        ScalarNode until = fields.optionalScalar("until");
        LocalDate day = until == null ? null : date(until);
        if (name != null && (until == null || day != null)) {
            stands(name, name.getValue(), table.alias(slug, name.getValue(), day));
        }
    }

    private @Nullable LocalDate date(ScalarNode node) {
        try {
            return LocalDate.parse(node.getValue());
        } catch (DateTimeException e) {
            yaml.mistake(node, "must be a date like 2023-11-30, got: " + node.getValue());
            return null;
        }
    }

    private void model(String slug, ScalarNode model, Node spellings) {
        stands(model, model.getValue(), table.model(slug, model.getValue(), model.getValue()));
        for (Node node : yaml.list(spellings)) {
            ScalarNode spelling = yaml.scalar(node);
            if (spelling != null) {
                stands(spelling, spelling.getValue(), table.model(slug, model.getValue(), spelling.getValue()));
            }
        }
    }

    private void stands(Node at, String name, Optional<String> forOther) {
        forOther.ifPresent(other -> yaml.mistake(at, "'" + name + "' stands for '" + other + "' already"));
    }

    private void region(ScalarNode region, Node value) {
        YamlDocument.Fields fields = yaml.fields(value, OF_REGION);
        if (fields == null) {
            return;
        }
        List<String> inner = new ArrayList<>();
        for (Node node : fields.optionalList("contains")) {
            ScalarNode name = yaml.scalar(node);
            if (name != null) {
                inner.add(name.getValue());
            }
        }
        table.region(region.getValue(), inner);
    }

    private void source(ScalarNode source, Node value) {
        YamlDocument.Fields fields = yaml.fields(value, OF_SOURCE);
        if (fields == null) {
            return;
        }
        Node partial = fields.required("partial");
        if (partial == null) {
            return;
        }
        Object plain = yaml.plain(partial);
        if (Boolean.TRUE.equals(plain)) {
            table.partial(source.getValue());
        } else if (!Boolean.FALSE.equals(plain)) {
            yaml.mistake(partial, "must be true or false");
        }
    }
}
