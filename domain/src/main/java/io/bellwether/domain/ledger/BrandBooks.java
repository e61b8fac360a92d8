package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Taxonomy;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What counts of everything that was said about one brand, by what it is about. */
final class BrandBooks {

    private final String brand;
    private final Taxonomy taxonomy;
    private final SalesBook sales;
    private final Plants plants = new Plants();
    private final NavigableMap<TargetPeriod, Targets> targets = new TreeMap<>();
    private final NavigableMap<String, TechnologyRecord> technologies = new TreeMap<>();
    private final SubjectNews news = new SubjectNews();
    private final Map<String, SubjectNews> newsOfModels = new HashMap<>(0);
    private final EventTimes events = new EventTimes();
    private final TakenBack takenBack = new TakenBack();

    BrandBooks(String brand, Taxonomy taxonomy) {
        this.brand = brand;
        this.taxonomy = taxonomy;
        sales = new SalesBook(brand, taxonomy);
    }

    /** Puts a statement where it counts, and notes which figures may have changed. */
    Outcome count(Statement statement, LedgerChanges changes) {
        if (statement instanceof Statement.Sales sold) {
            SalesBook.Added added = sales.add(sold);
            if (added.model() != null) {
                changes.addModel(added.model().key());
            }
            if (added.closes()) {
                changes.addAllModels();
            }
            return added.outcome();
        }
        if (statement instanceof Statement.Capacity capacity) {
            plants.add(capacity);
        } else if (statement instanceof Statement.Target target && !target.stretch()) {
            targets.computeIfAbsent(target.period(), period -> new Targets()).add(target);
        } else if (statement instanceof Statement.Milestone milestone) {
            technologies
                    .computeIfAbsent(milestone.technology(), technology -> new TechnologyRecord())
                    .add(milestone);
        } else if (statement instanceof Statement.Quote quote) {
            news.add(quote);
            ofModel(quote.model(), changes, model -> model.add(quote));
        } else if (statement instanceof Statement.Launch launch) {
            news.add(launch);
            ofModel(launch.model(), changes, model -> model.add(launch));
        } else if (statement instanceof Statement.SeriesBreak seriesBreak) {
            if (seriesBreak.model() == null) {
                news.add(seriesBreak);
                changes.addAllModels();
            } else {
                ofModel(seriesBreak.model(), changes, model -> model.add(seriesBreak));
            }
        }
        return Outcome.APPLIED;
    }

    private void ofModel(@Nullable String model, LedgerChanges changes, Consumer<SubjectNews> action) {
        if (model != null) {
            String key = taxonomy.modelKey(brand, model);
            action.accept(newsOfModels.computeIfAbsent(key, name -> new SubjectNews()));
            changes.addModel(key);
        }
    }

    /** The brand as a whole. */
    SubjectBooks ofBrand() {
        return new SubjectBooks(sales.totals(), sales.totals(), news, SubjectNews.NONE, events);
    }

    /** A model that sales statements name, by any of its spellings. */
    SubjectBooks ofModel(String spelling) {
        SalesBook.Model model = Objects.requireNonNull(sales.model(spelling), spelling);
        SubjectNews own = newsOfModels.getOrDefault(model.key(), SubjectNews.NONE);
        return new SubjectBooks(model.totals(), sales.totals(), own, news, events);
    }

    /** The totals of a measure of the brand or a model; null if no sales statement names the model. */
    @Nullable
    MeasureTotals totals(Measure measure, @Nullable String model) {
        if (model == null) {
            return sales.totals().of(measure);
        }
        SalesBook.Model named = sales.model(model);
        return named == null ? null : named.totals().of(measure);
    }

    SalesBook sales() {
        return sales;
    }

    Plants plants() {
        return plants;
    }

    NavigableMap<TargetPeriod, Targets> targets() {
        return targets;
    }

    NavigableMap<String, TechnologyRecord> technologies() {
        return technologies;
    }

    SubjectNews news() {
        return news;
    }

    EventTimes events() {
        return events;
    }

    TakenBack takenBack() {
        return takenBack;
    }
}
