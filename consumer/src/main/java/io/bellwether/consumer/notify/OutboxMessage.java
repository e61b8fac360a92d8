package io.bellwether.consumer.notify;

import io.bellwether.consumer.webhook.Message;

/**
 * A message that waits in the {@link Outbox}.
 *
 * @param lane messages of one lane are sent one after the other in their order
 * @param origin {@code partition:offset} of the transition it tells; empty where it tells several
 */
record OutboxMessage(String lane, String origin, Message message) {}
