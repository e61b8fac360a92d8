package io.bellwether.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * Which subject an alert is about.
 *
 * @param name {@code brand}, {@code brand/model}, {@code brand/TECHNOLOGY}, {@code TECHNOLOGY} or
 *     {@code brand/TECHNOLOGY/STAGE}
 */
public record SubjectId(
        Scope scope,
        String name,
        @Nullable String brand,
        @Nullable String model,
        @Nullable String technology) {}
