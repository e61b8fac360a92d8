package io.bellwether.server;

import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.DaySpan;
import io.bellwether.streams.query.MarketQueries;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What helps to find something: names of brands, days on which something was published, and a search. */
final class FindRoutes {

    private static final int MAX_BRANDS = 10_000;
    private static final int MAX_DAYS = 5_000;
    private static final int MAX_FOUND = 50;
    private static final int USUALLY_OF_A_KIND = 6;

    private final Supplier<Services> services;

    FindRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> text = Map.of("type", "string");
        return List.of(
                ApiRoute.get(
                        "/api/v1/names",
                        "listNames",
                        "What brands are called: their name for people and what else sources write, by slug.",
                        List.of(),
                        JsonSchemas.arrayOf(schemas.component(
                                "BrandNames",
                                JsonSchemas.object(
                                        Map.of("brand", text, "name", text, "aliases", JsonSchemas.arrayOf(text))))),
                        this::names),
                ApiRoute.get(
                        "/api/v1/days",
                        "listDays",
                        "The days on which something was published, oldest first, and how many statements.",
                        List.of(
                                Parameter.query("brand", "A brand; default all.", "xiaomi"),
                                Parameter.date("from", "The first day.", "2024-10-01"),
                                Parameter.date("to", "The last day.", "2024-11-30"),
                                Parameter.number("latest", "Only so many, the latest ones.", MAX_DAYS, 1),
                                Parameter.limit(MAX_DAYS)),
                        JsonSchemas.arrayOf(schemas.component(
                                "PublishedDay",
                                JsonSchemas.object(Map.of(
                                        "day",
                                        Map.of("type", "string", "format", "date"),
                                        "statements",
                                        Map.of("type", "integer"))))),
                        this::days),
                ApiRoute.get(
                        "/api/v1/search",
                        "search",
                        "Brands, models, technologies, rules and open signals whose name or text has the words, by kind;"
                                + " brands also by what else sources call them.",
                        List.of(
                                Parameter.query(
                                        "q",
                                        "What to look for; all of its words must occur; without it nothing is found.",
                                        "xiaomi"),
                                BrandRoutes.AS_OF,
                                Parameter.limit(MAX_FOUND)),
                        JsonSchemas.arrayOf(schemas.component(
                                "Found",
                                JsonSchemas.object(Map.of(
                                        "kind",
                                        Map.of("enum", List.of("brand", "model", "technology", "rule", "signal")),
                                        "name",
                                        text,
                                        "brand",
                                        JsonSchemas.nullable(text),
                                        "text",
                                        text)))),
                        this::search));
    }

    private void names(Request request, Context context) {
        Aliases aliases = services.get().aliases();
        Answer<MarketQueries.BrandPage> brands = services.get().queries().brands(null, null, MAX_BRANDS);
        TreeSet<String> slugs = new TreeSet<>(aliases.displayNames().keySet());
        slugs.addAll(brands.value().brands().keySet());
        List<Object> names = new ArrayList<>();
        slugs.forEach(slug -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("brand", slug);
            entry.put("name", aliases.displayName(slug));
            entry.put("aliases", aliases.namesOf(slug));
            names.add(entry);
        });
        Responses.answer(context, names, brands.freshness());
    }

    private void days(Request request, Context context) {
        DaySpan span = request.days();
        Integer latest = request.number("latest", 1, MAX_DAYS);
        Answer<SortedMap<LocalDate, Integer>> found = services.get().queries().days(span, request.text("brand"));
        List<Object> days = new ArrayList<>();
        found.value().forEach((day, statements) -> days.add(Map.of("day", day.toString(), "statements", statements)));
        int most = latest == null ? request.limit(MAX_DAYS) : latest;
        int from = latest == null ? 0 : Math.max(0, days.size() - most);
        Responses.answer(context, days.subList(from, Math.min(days.size(), from + most)), found.freshness());
    }

    private void search(Request request, Context context) {
        String given = request.text("q");
        LocalDate asOf = request.day("as_of");
        MarketQueries queries = services.get().queries();
        Answer<MarketQueries.BrandPage> brands = queries.brands(asOf, null, MAX_BRANDS);
        if (given == null) {
            Responses.answer(context, List.of(), brands.freshness());
            return;
        }
        Words words = Words.of(given);
        List<Alert> open = (asOf == null
                        ? queries.alerts(MarketQueries::isOpen)
                        : queries.alerts(asOf, MarketQueries::isOpen))
                .value();
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        brands(words, brands.value().brands(), found);
        models(words, queries.models().value(), found);
        technologies(
                words,
                queries.market(asOf).value().map(view -> view.getTechnologies().keySet()),
                found);
        open.stream().map(Alert::getRule).distinct().sorted().forEach(rule -> {
            if (words.in(rule.replace('_', ' '))) {
                found.add(entry("rule", rule, null, rule));
            }
        });
        open.stream()
                .filter(alert -> words.in(alert.getMessage() + " " + alert.getSubject() + " " + alert.getRule()))
                .limit(USUALLY_OF_A_KIND)
                .forEach(alert -> found.add(
                        entry("signal", alert.getAlertId(), alert.getBrand(), Sentences.first(alert.getMessage()))));
        int limit = Math.min(found.size(), request.limit(MAX_FOUND));
        Responses.answer(context, found.subList(0, limit), brands.freshness());
    }

    private void brands(
            Words words, SortedMap<String, BrandMetrics> brands, List<Map<String, @Nullable Object>> found) {
        Aliases aliases = services.get().aliases();
        brands.keySet().stream()
                .filter(slug -> words.in(
                        slug + " " + aliases.displayName(slug) + " " + String.join(" ", aliases.namesOf(slug))))
                .limit(USUALLY_OF_A_KIND)
                .forEach(slug -> found.add(entry("brand", slug, slug, aliases.displayName(slug))));
    }

    private void models(
            Words words, SortedMap<String, List<String>> models, List<Map<String, @Nullable Object>> found) {
        Aliases aliases = services.get().aliases();
        models.forEach((brand, names) -> names.stream()
                .filter(name -> words.in(name) || words.in(aliases.displayName(brand) + " " + name))
                .limit(USUALLY_OF_A_KIND)
                .forEach(name -> found.add(entry("model", name, brand, aliases.displayName(brand) + " " + name))));
        List<Map<String, @Nullable Object>> all =
                found.stream().filter(one -> "model".equals(one.get("kind"))).toList();
        if (all.size() > USUALLY_OF_A_KIND) {
            found.removeAll(all.subList(USUALLY_OF_A_KIND, all.size()));
        }
    }

    private static void technologies(
            Words words, Optional<Set<String>> technologies, List<Map<String, @Nullable Object>> found) {
        technologies.ifPresent(names -> new TreeSet<>(names)
                .stream()
                        .filter(name -> words.in(name.replace('_', ' ')))
                        .limit(USUALLY_OF_A_KIND)
                        .forEach(name -> found.add(entry("technology", name, null, name))));
    }

    private static Map<String, @Nullable Object> entry(String kind, String name, @Nullable String brand, String text) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("kind", kind);
        entry.put("name", name);
        entry.put("brand", brand);
        entry.put("text", text);
        return entry;
    }

    /** The words that are looked for, in lower case. */
    record Words(List<String> all) {

        static Words of(String text) {
            return new Words(List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+")));
        }

        boolean in(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            return all.stream().allMatch(lower::contains);
        }
    }
}
