package io.bellwether.producer.format;

import java.time.Instant;
import java.time.InstantSource;

/**
 * How events are understood where they come in.
 *
 * @param brands what names of brands and models mean
 * @param text how text that is not JSON is read
 * @param corrects whether what is fed corrects: {@code published_at} is raised to the moment of intake
 * @param asDeliveries whether registrations are taken for deliveries, by the word of whoever feeds them
 * @param clock the moment of intake
 */
public record IntakeOptions(
        BrandNames brands, TextOptions text, boolean corrects, boolean asDeliveries, InstantSource clock) {

    /** Any brand, no aliases, the system's clock. */
    public static final IntakeOptions DEFAULT =
            new IntakeOptions(BrandNames.ANY, TextOptions.DEFAULT, false, false, InstantSource.system());

    /** Behind the name of a source whose registrations are taken for deliveries. */
    public static final String FROM_REGISTRATIONS = " (registrations)";

    /** The same with other names. */
    public IntakeOptions withBrands(BrandNames other) {
        return new IntakeOptions(other, text, corrects, asDeliveries, clock);
    }

    /** The same with another way to read text. */
    public IntakeOptions withText(TextOptions other) {
        return new IntakeOptions(brands, other, corrects, asDeliveries, clock);
    }

    /** The same for corrections. */
    public IntakeOptions correcting() {
        return new IntakeOptions(brands, text, true, asDeliveries, clock);
    }

    /** The same for national statistics whose registrations are the deliveries. */
    public IntakeOptions takingRegistrationsForDeliveries() {
        return new IntakeOptions(brands, text, corrects, true, clock);
    }

    /** Equal for options that understand every text the same; empty for the default. */
    public String fingerprint() {
        String brand = brands.fingerprint();
        String reading = text.fingerprint();
        String understood = brand.isEmpty() && reading.isEmpty() ? "" : brand + "/" + reading;
        return asDeliveries ? understood + "/as deliveries" : understood;
    }

    Instant now() {
        return clock.instant();
    }
}
