package io.bellwether.streams.query;

/**
 * A transition as it was read from the topic of alerts.
 *
 * @param data as it is handed out
 */
record AlertTransitionRecord(int partition, long offset, String alertId, boolean open, String data) {}
