package io.bellwether.consumer.notify;

import io.bellwether.consumer.webhook.Message;

/**
 * A message in the {@link Outbox}.
 *
 * @param orderingKey messages of one key are sent in order
 * @param origin {@code partition:offset} of the transition that it reports; empty where it reports several
 * @param payload what is posted
 */
record OutboxMessage(String orderingKey, String origin, Message payload) {}
