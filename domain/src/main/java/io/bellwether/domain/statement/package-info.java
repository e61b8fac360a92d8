/**
 * What the figures mean (statements, totals, metrics, the market, commitments, rules, the life of an alert), in plain
 * Java: no Kafka, no Avro, no clock. Months are {@linkplain io.bellwether.domain.statement.Months numbers}.
 */
@NullMarked
package io.bellwether.domain.statement;

import org.jspecify.annotations.NullMarked;
