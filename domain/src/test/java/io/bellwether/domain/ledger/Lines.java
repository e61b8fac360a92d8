package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements about one brand in a short notation.
 *
 * <pre>
 * DELIVERIES 2024-04 20000+              a MONTH; "+" AT_LEAST, "~" ESTIMATE; published on the day after its end
 * ORDERS 2024-Q2 300 model=M region=de   a QUARTER;  2024-04-05 a DAY;  week:2024-04-01 a WEEK
 * DELIVERIES 2024-01..2024-07 700        a SPAN of months;  2024-10-01..2024-10-13 a SPAN of days
 * capacity P1 1000 from=2024-01 planned
 * target 2024 12000 high=13000 stretch   also 2024-Q3, 2024-05 and 2024-04..2025-03
 * quote 8 model=M | news | launch M on=2024-03-28 | break 2024-03 model=M ended
 * fact CITY_NOA FULL_ROLLOUT cities=50 price=200000 on=2024-03-01 | promise CITY_NOA FULL_ROLLOUT nationwide due=2024-12-31
 * withdraw ID | void ID
 * </pre>
 *
 * Options of all: {@code by=source/TIER} (ir/OFFICIAL), {@code at=} day or instant, {@code id=} (e-1, e-2 ... by line). A
 * figure that names no day of publication is published on the day after its period; all else on 2024-01-01.
 */
final class Lines {

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private final int number;

    private Lines(String line, int number) {
        this.number = number;
        for (String word : line.trim().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(
                        word.substring(0, equals), word.substring(equals + 1).replace('_', ' '));
            } else {
                words.add(word);
            }
        }
    }

    /** The statements of some lines. */
    static List<Statement> statements(String... lines) {
        List<Statement> statements = new ArrayList<>();
        for (String line : lines) {
            statements.add(new Lines(line, statements.size() + 1).statement());
        }
        return statements;
    }

    /** A ledger of what is known in the end. */
    static BrandLedger ledger(String... lines) {
        return ledger(Taxonomy.EMPTY, Knowledge.ALL, lines);
    }

    /** A ledger of what is known on a day, by a table of aliases. */
    static BrandLedger ledger(Taxonomy taxonomy, Knowledge knowledge, String... lines) {
        return new LedgerReplay(taxonomy, Retractions.DESK).fold("x", knowledge, statements(lines)::forEach);
    }

    /** The brand's metrics in the end. */
    static MetricSet metrics(String... lines) {
        return ledger(lines).metrics();
    }

    /** A month's total of deliveries as {@code "20000 EXACT"}, or {@code "unknown"}. */
    static String deliveries(BrandLedger ledger, String month) {
        return deliveries(ledger, null, month);
    }

    /** A month's total of a model's deliveries. */
    static String deliveries(BrandLedger ledger, String model, String month) {
        var total = ledger.total(Measure.DELIVERIES, model, Months.parse(month));
        return total == null ? "unknown" : total.units() + " " + total.qualifier();
    }

    private Statement statement() {
        String what = words.get(0);
        if (Arrays.stream(Measure.values()).anyMatch(measure -> measure.name().equals(what))) {
            return sales(Measure.valueOf(what));
        }
        Provenance provenance = provenance(LocalDate.of(2024, 1, 1));
        return switch (what) {
            case "capacity" -> {
                int from = Months.parse(options.get("from"));
                yield new Statement.Capacity(
                        provenance(Months.firstDay(from)),
                        words.get(1),
                        Long.parseLong(words.get(2)),
                        from,
                        !words.contains("planned"));
            }
            case "target" ->
                new Statement.Target(
                        provenance,
                        targetPeriod(words.get(1)),
                        Long.parseLong(words.get(2)),
                        options.containsKey("high") ? Long.valueOf(options.get("high")) : null,
                        words.contains("stretch"));
            case "quote" -> new Statement.Quote(provenance, options.get("model"), Double.parseDouble(words.get(1)));
            case "launch" -> new Statement.Launch(provenance, day(provenance), words.get(1));
            case "break" ->
                new Statement.SeriesBreak(
                        provenance, options.get("model"), Months.parse(words.get(1)), words.contains("ended"));
            case "fact", "promise" ->
                new Statement.Milestone(
                        provenance,
                        day(provenance),
                        words.get(1),
                        Stage.valueOf(words.get(2)),
                        coverage(),
                        options.containsKey("price") ? Long.valueOf(options.get("price")) : null,
                        what.equals("promise") ? LocalDate.parse(options.get("due")) : null);
            case "withdraw", "void" ->
                new Statement.Retraction(
                        provenance,
                        EventId.of(words.get(1)),
                        what.equals("void"),
                        options.getOrDefault("why", "a mistake"));
            case "news" -> new Statement.News(provenance);
            default -> throw new IllegalArgumentException("what must be known, got: " + what);
        };
    }

    private int coverage() {
        String cities = options.get("cities");
        return words.contains("nationwide")
                ? Coverage.NATIONWIDE
                : cities == null ? Coverage.NONE : Integer.parseInt(cities);
    }

    private LocalDate day(Provenance provenance) {
        return options.containsKey("on") ? LocalDate.parse(options.get("on")) : provenance.date();
    }

    private static TargetPeriod targetPeriod(String period) {
        if (period.contains("..")) {
            String[] ends = period.split("\\.\\.", -1);
            return new TargetPeriod(Months.parse(ends[0]), Months.parse(ends[1]));
        }
        if (period.contains("Q")) {
            int quarter = Months.parseQuarter(period);
            return new TargetPeriod(quarter * 3, quarter * 3 + 2);
        }
        return period.length() == 4
                ? TargetPeriod.year(Integer.parseInt(period))
                : new TargetPeriod(Months.parse(period), Months.parse(period));
    }

    private Statement.Sales sales(Measure measure) {
        SalesPeriod stated = period(words.get(1));
        String units = words.get(2);
        Provenance provenance = provenance(stated.end().plusDays(1));
        return new Statement.Sales(
                provenance,
                options.get("model"),
                options.get("region"),
                measure,
                measure == Measure.BACKLOG ? stated : stated.asPublishedOn(provenance.date()),
                Long.parseLong(units.replaceAll("[+~]$", "")),
                units.endsWith("+") ? Qualifier.AT_LEAST : units.endsWith("~") ? Qualifier.ESTIMATE : Qualifier.EXACT);
    }

    private static SalesPeriod period(String when) {
        if (when.startsWith("week:")) {
            return SalesPeriod.of(Granularity.WEEK, LocalDate.parse(when.substring(5)));
        }
        if (when.contains("..")) {
            String[] ends = when.split("\\.\\.", -1);
            boolean months = ends[0].length() == 7;
            return SalesPeriod.span(
                    months ? YearMonth.parse(ends[0]).atDay(1) : LocalDate.parse(ends[0]),
                    months ? YearMonth.parse(ends[1]).atEndOfMonth() : LocalDate.parse(ends[1]));
        }
        if (when.contains("Q")) {
            return SalesPeriod.of(Granularity.QUARTER, Months.firstDay(Months.parseQuarter(when) * 3));
        }
        return when.length() == 7
                ? SalesPeriod.of(Granularity.MONTH, YearMonth.parse(when).atDay(1))
                : SalesPeriod.of(Granularity.DAY, LocalDate.parse(when));
    }

    private Provenance provenance(LocalDate unlessStated) {
        String by = options.getOrDefault("by", "ir/OFFICIAL");
        int slash = by.indexOf('/');
        return new Provenance(
                options.getOrDefault("id", "e-" + number),
                micros(unlessStated),
                by.substring(0, slash),
                Tier.valueOf(by.substring(slash + 1)),
                null);
    }

    private long micros(LocalDate unlessStated) {
        String at = options.get("at");
        Instant instant = at != null && at.contains("T")
                ? Instant.parse(at)
                : (at == null ? unlessStated : LocalDate.parse(at))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
