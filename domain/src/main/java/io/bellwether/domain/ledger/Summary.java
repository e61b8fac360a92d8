package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the market needs to know of a brand, reading its totals through a view. */
final class Summary {

    private static final int MONTHS_BEFORE_REFERENCE = 14;
    private static final int RECENT_MONTHS = 3;
    private static final int COMPARED_MONTHS = 6;

    private final String brand;
    private final BrandBooks books;
    private final TotalsView view;
    private final SubjectBooks subject;
    private final @Nullable Integer reference;

    Summary(String brand, BrandBooks books, TotalsView view) {
        this.brand = brand;
        this.books = books;
        this.view = view;
        subject = books.ofBrand();
        reference = subject.referenceMonth();
    }

    BrandSummary of(List<BrandSummary.BrandYear> brandYears, @Nullable LocalDate changedFrom, long statements) {
        SubjectMetrics figures = new SubjectMetrics(subject, view);
        MetricSet metrics = figures.ofBrand(books);
        readForRules();
        List<BrandSummary.Technology> technologies = new ArrayList<>();
        List<BrandSummary.Promise> promises = new ArrayList<>();
        books.technologies().forEach((technology, record) -> {
            technologies.add(record.summary(technology));
            promises.addAll(record.promises());
        });
        return new BrandSummary(
                brand,
                books.events().newestMicros(),
                metrics,
                reference == null ? List.of() : subject.deliveries().known(reference - MONTHS_BEFORE_REFERENCE),
                reference == null ? 0 : subject.deliveries().countKnown(reference),
                figures.growthOverTwoMonths(),
                books.news().breaks(),
                brandYears,
                targets(),
                books.news().endedFrom(),
                technologies,
                promises,
                books.takenBack().newestFirst(),
                changedFrom,
                statements);
    }

    /** The figures behind the facts that rules use beside metrics. */
    private void readForRules() {
        if (reference == null) {
            return;
        }
        view.computing("days_without_next_month");
        read(reference, 1);
        view.computing("months_known");
        read(reference, 1);
        view.computing(Evidence.GROWTH);
        read(reference, COMPARED_MONTHS);
        view.computing(Evidence.THREE_MONTHS_TO_YEAR_BEFORE);
        read(reference, RECENT_MONTHS);
        read(reference - 12, RECENT_MONTHS);
    }

    private void read(int last, int months) {
        for (int month = last - months + 1; month <= last; month++) {
            view.total(Measure.DELIVERIES, month);
        }
    }

    private List<BrandSummary.Target> targets() {
        if (books.targets().isEmpty()) {
            return List.of();
        }
        TargetFigures figures = new TargetFigures(subject, view, reference);
        List<BrandSummary.Target> all = new ArrayList<>(books.targets().size());
        books.targets().forEach((period, ofPeriod) -> all.add(figures.target(period, ofPeriod)));
        return all;
    }
}
