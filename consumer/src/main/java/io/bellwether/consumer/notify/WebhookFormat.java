package io.bellwether.consumer.notify;

import java.util.Locale;

/** The format of a webhook's messages. */
enum WebhookFormat {
    /** A CloudEvents 1.0 envelope in structured mode, for programs. */
    CLOUDEVENTS("application/cloudevents+json"),
    /** For Slack's incoming webhooks and compatible ones (Mattermost, Rocket.Chat). */
    SLACK("application/json"),
    /** A message with an adaptive card, for Teams. */
    TEAMS("application/json");

    private final String contentType;

    WebhookFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String body(Notification notification, String source) {
        return switch (this) {
            case CLOUDEVENTS -> CloudEvent.body(notification, source);
            case SLACK -> SlackMessage.body(notification);
            case TEAMS -> TeamsMessage.body(notification);
        };
    }
}
