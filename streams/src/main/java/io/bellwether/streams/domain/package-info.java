/**
 * What the figures mean (statements, totals, metrics, the market, commitments, rules, the life of an alert), in plain
 * Java: no Kafka, no Avro, no clock. Months are {@linkplain io.bellwether.streams.domain.Months numbers}.
 */
@NullMarked
package io.bellwether.streams.domain;

import org.jspecify.annotations.NullMarked;
