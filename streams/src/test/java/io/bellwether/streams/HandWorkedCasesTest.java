package io.bellwether.streams;

import io.bellwether.streams.reference.BatchReference;
import io.bellwether.streams.reference.BatchReferenceTest;
import io.bellwether.streams.reference.EventLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The incremental domain answers the cases that were worked out by hand for the reference, in an order of its own. */
class HandWorkedCasesTest {

    private static final String CASES = "io.bellwether.streams.reference.BatchReferenceTest#section";

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @MethodSource({CASES + "Two", CASES + "Three", CASES + "Four", CASES + "Five", CASES + "Seven"})
    void shouldAnswerAsWorkedOutByHand(String says, String asked, Object expected, String[] lines) {
        // Given the events of the case in an order that is the same in every run, one of them twice
        List<SpecificRecord> events = new ArrayList<>(EventLines.parse(lines));
        events.add(events.get(0));
        Collections.shuffle(events, new Random(says.hashCode()));

        // When
        BatchReference.Result result =
                DomainRun.of(events, Optional.empty(), says.hashCode()).result();

        // Then
        BatchReferenceTest.assertAnswer(says, BatchReferenceTest.answer(result, asked), expected);
    }
}
