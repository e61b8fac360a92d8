package io.bellwether.domain.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the market needs to know of a brand. */
final class Summary {

    private static final int MONTHS_BEFORE_REFERENCE = 14;

    private final String brand;
    private final BrandBooks books;
    private final Subject subject;
    private final @Nullable Integer reference;

    Summary(String brand, BrandBooks books) {
        this.brand = brand;
        this.books = books;
        subject = books.ofBrand();
        reference = subject.referenceMonth();
    }

    BrandSummary of(
            MetricSet metrics,
            @Nullable Double growthOverTwoMonths,
            List<BrandSummary.BrandYear> brandYears,
            List<BrandSummary.Retracted> retracted) {
        List<BrandSummary.Technology> technologies = new ArrayList<>();
        List<BrandSummary.Promise> promises = new ArrayList<>();
        books.technologies().forEach((technology, record) -> {
            technologies.add(record.standing(technology));
            promises.addAll(record.promises());
        });
        return new BrandSummary(
                brand,
                books.events().newestMicros(),
                metrics,
                reference == null ? List.of() : subject.deliveries().known(reference - MONTHS_BEFORE_REFERENCE),
                reference == null ? 0 : subject.deliveries().countKnown(reference),
                growthOverTwoMonths,
                books.news().breaks(),
                brandYears,
                targets(),
                books.news().endedFrom(),
                technologies,
                promises,
                retracted,
                null);
    }

    private List<BrandSummary.Target> targets() {
        if (books.targets().isEmpty()) {
            return List.of();
        }
        TargetFigures figures = new TargetFigures(subject, new TotalsView(subject.totals()), reference);
        List<BrandSummary.Target> all = new ArrayList<>(books.targets().size());
        books.targets().forEach((period, ofPeriod) -> all.add(figures.target(period, ofPeriod)));
        return all;
    }
}
