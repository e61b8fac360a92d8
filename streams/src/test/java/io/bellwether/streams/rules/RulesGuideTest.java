package io.bellwether.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/rules.md says of rule files is so. */
class RulesGuideTest {

    private String guide;

    @BeforeEach
    void read() throws Exception {
        guide = Files.readString(Path.of("..", "docs", "rules.md"));
    }

    @Test
    void shouldNameEveryFactOfEveryScope() {
        for (Scope scope : Scope.values()) {
            List<String> rows = Arrays.stream(guide.split("\n", -1))
                    .filter(line -> line.startsWith("| ") && line.split("\\|", -1)[1].contains(RuleFile.word(scope)))
                    .toList();
            assertThat(Facts.of(scope).keySet())
                    .as("%s", scope)
                    .allSatisfy(fact -> assertThat(rows).anyMatch(row -> row.contains("`" + fact + "`")));
        }
    }

    @Test
    void shouldShowARuleFileThatIsRight() {
        String example = guide.substring(guide.indexOf("version: mine-1"), guide.indexOf("```\n\nThe last level"));

        RuleFile.Reading reading = RuleFile.read(example);

        assertThat(reading).isInstanceOf(RuleFile.Accepted.class);
    }
}
