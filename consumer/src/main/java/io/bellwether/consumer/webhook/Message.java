package io.bellwether.consumer.webhook;

/**
 * What is posted.
 *
 * @param id the same each time the same message is sent; printable ASCII, for it is sent in headers
 * @param contentType media type of the body
 * @param body text, sent as UTF-8
 */
public record Message(String id, String contentType, String body) {

    public Message {
        if (!id.matches("[!-~]{1,300}")) {
            throw new IllegalArgumentException("id must be 1 to 300 printable ASCII characters, got: " + id);
        }
    }
}
