package io.bellwether.producer.publish;

import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.RawEvent;
import io.bellwether.schemas.EventContent;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.EventFingerprints;
import io.bellwether.schemas.EventFingerprints.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;

/** The events that were taken in before, here or by the pipeline. May be used from any thread. */
final class KnownEvents {

    private final BiFunction<String, List<String>, Map<String, Long>> pipeline;
    private final EventFingerprints seen = new EventFingerprints(PublishRun.REMEMBERED);

    /**
     * Nothing was taken in here yet.
     *
     * @param pipeline asks the pipeline which of the event ids of a brand it knows, with their {@linkplain EventContent
     *     contents}
     */
    KnownEvents(BiFunction<String, List<String>, Map<String, Long>> pipeline) {
        this.pipeline = pipeline;
    }

    /** Those of the events that are known, and whether their content is the known one. */
    Map<SpecificRecord, Match> among(List<RawEvent> events) {
        Map<SpecificRecord, Match> before = new HashMap<>();
        Map<String, List<SpecificRecord>> unsure = new TreeMap<>();
        for (RawEvent event : events) {
            if (event.result() instanceof ParsedEvent.Accepted accepted) {
                Match match = seen(accepted.event());
                if (match == Match.NEW) {
                    unsure.computeIfAbsent(EventFields.brand(accepted.event()), brand -> new ArrayList<>())
                            .add(accepted.event());
                } else {
                    before.put(accepted.event(), match);
                }
            }
        }
        unsure.forEach((brand, ofBrand) -> {
            Map<String, Long> contents =
                    pipeline.apply(brand, ofBrand.stream().map(EventFields::id).toList());
            for (SpecificRecord event : ofBrand) {
                Long content = contents.get(EventFields.id(event));
                if (content != null) {
                    before.put(event, content == EventContent.fingerprint(event) ? Match.DUPLICATE : Match.CONFLICT);
                }
            }
        });
        return before;
    }

    private synchronized Match seen(SpecificRecord event) {
        return seen.find(event);
    }

    /** Notes events that Kafka has. */
    synchronized void remember(List<SpecificRecord> accepted) {
        accepted.forEach(seen::add);
    }
}
