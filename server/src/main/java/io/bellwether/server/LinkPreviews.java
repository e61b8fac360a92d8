package io.bellwether.server;

import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.streams.query.MarketQueries.BrandAnswer;
import io.bellwether.streams.query.StateUnavailable;
import io.javalin.http.Context;
import java.text.NumberFormat;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a link to a page says of it where it is pasted: the signal's sentence, the brand's newest month. In English, since
 * whoever fetches a preview is no reader. Nothing where readers must say who they are, or the link is of a past day.
 */
final class LinkPreviews {

    /** What is said of pages that say nothing of themselves. */
    static final Preview GENERAL = new Preview(
            "Bellwether", "What moves in the electric-vehicle market: signals, brands, the technology race, promises.");

    private final Supplier<@Nullable Services> services;
    private final boolean isPublic;

    LinkPreviews(Supplier<@Nullable Services> services, boolean isPublic) {
        this.services = services;
        this.isPublic = isPublic;
    }

    /** A title and a sentence. */
    record Preview(String title, String description) {}

    /** The preview of what a page of this pattern shows. */
    Preview of(String pattern, Context context) {
        if (!isPublic) {
            return GENERAL;
        }
        Services now = services.get();
        if (now == null || context.queryParam("as_of") != null) {
            return GENERAL;
        }
        try {
            return switch (pattern) {
                case "/signals/{id}" -> signal(now, context.pathParam("id")).orElse(GENERAL);
                case "/brands/{brand}" -> brand(now, context.pathParam("brand")).orElse(GENERAL);
                default -> GENERAL;
            };
        } catch (StateUnavailable | RegistryUnavailableException e) {
            return GENERAL; // the page itself says why there is no answer
        }
    }

    private static Optional<Preview> signal(Services services, String id) {
        List<Alert> life = services.queries().alert(id).value();
        return life.isEmpty()
                ? Optional.empty()
                : Optional.of(preview(life.get(life.size() - 1).getMessage()));
    }

    private static Preview preview(String message) {
        String rest = Sentences.rest(message);
        return new Preview(Sentences.first(message), rest.isEmpty() ? GENERAL.description : rest);
    }

    private static Optional<Preview> brand(Services services, String brand) {
        Optional<BrandAnswer> found = services.queries().brand(brand, null).value();
        return found.map(answer -> new Preview(
                services.aliases().displayName(brand) + " · Bellwether",
                figures(answer.metrics().getMetrics()).orElse(GENERAL.description)));
    }

    private static Optional<String> figures(MetricSet metrics) {
        if (metrics.getReferenceMonth() == null || metrics.getDeliveries() == null) {
            return Optional.empty();
        }
        YearMonth month = YearMonth.parse(metrics.getReferenceMonth());
        String exactness = metrics.getDeliveriesQualifier() == null
                ? ""
                : switch (metrics.getDeliveriesQualifier()) {
                    case AT_LEAST -> "at least ";
                    case ESTIMATE -> "about ";
                    default -> "";
                };
        return Optional.of("Deliveries in " + month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + month.getYear() + ": " + exactness
                + NumberFormat.getIntegerInstance(Locale.ENGLISH).format(metrics.getDeliveries())
                + ". Months, forecast, promises and signals, with who said it.");
    }
}
