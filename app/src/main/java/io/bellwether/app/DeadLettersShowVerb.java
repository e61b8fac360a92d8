package io.bellwether.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import io.bellwether.producer.deadletter.DeadLetterTopic;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one dead letter in full. */
@Command(
        name = "show",
        description = "Shows one dead letter in full: headers, key, and content as text or else in hex.")
final class DeadLettersShowVerb implements Callable<Integer> {

    private static final int HEX_ROW = 16;

    private final Context context;

    @Parameters(paramLabel = "ID", description = "As 'list' shows it, PARTITION:OFFSET.")
    private String id = "";

    @Option(names = "--json", description = "As a JSON object; what is no text is base64.")
    private boolean asJson;

    @Option(names = "--raw", description = "Only the content, byte by byte.")
    private boolean raw;

    DeadLettersShowVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DeadLetterId named = DeadLettersVerb.id(id);
        Logging.toStandardError();
        try (DeadLetterTopic topic = new DeadLetterTopic(DeadLettersVerb.publishSettings(context.settings()))) {
            ConsumerRecord<byte[], byte[]> letter =
                    topic.find(named).orElseThrow(() -> new Failure("there is no dead letter " + id));
            PrintStream out = context.console().out();
            if (raw) {
                out.writeBytes(bytes(letter.value()));
                out.flush();
            } else if (asJson) {
                out.println(TerminalText.json(json(topic.head(letter), letter).toPrettyString()));
            } else {
                print(topic.head(letter), letter);
            }
        }
        return 0;
    }

    private void print(DeadLetterSummary head, ConsumerRecord<byte[], byte[]> letter) {
        PrintStream out = context.console().out();
        out.println("letter    " + head.id() + ", " + head.done().orElse("open"));
        out.println("time      " + head.time());
        out.println("key       " + shown(letter.key()));
        for (Header header : letter.headers()) {
            out.println("header    " + DeadLettersVerb.printable(header.key()) + ": " + shown(header.value()));
        }
        out.println("content   " + head.size() + " bytes");
        Optional<String> text = text(bytes(letter.value()));
        if (text.isPresent()) {
            text.get().lines().map(DeadLettersVerb::printable).forEach(out::println);
        } else {
            hex(bytes(letter.value()));
        }
    }

    private void hex(byte[] bytes) {
        HexFormat format = HexFormat.ofDelimiter(" ");
        for (int at = 0; at < bytes.length; at += HEX_ROW) {
            int end = Math.min(bytes.length, at + HEX_ROW);
            StringBuilder ascii = new StringBuilder();
            for (int i = at; i < end; i++) {
                ascii.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            context.console()
                    .out()
                    .println(String.format("%08x  %-47s  %s", at, format.formatHex(bytes, at, end), ascii));
        }
    }

    private static ObjectNode json(DeadLetterSummary head, ConsumerRecord<byte[], byte[]> letter) {
        ObjectNode node = DeadLettersListVerb.json(head);
        put(node, "key", letter.key());
        ObjectNode headers = node.putObject("headers");
        letter.headers().forEach(header -> put(headers, header.key(), header.value()));
        put(node, "content", letter.value());
        return node;
    }

    private static void put(ObjectNode node, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            node.putNull(name);
            return;
        }
        text(bytes)
                .ifPresentOrElse(
                        text -> node.put(name, text),
                        () -> node.put(name + "_base64", Base64.getEncoder().encodeToString(bytes)));
    }

    private static String shown(byte @Nullable [] bytes) {
        return bytes == null
                ? "-"
                : text(bytes)
                        .map(DeadLettersVerb::printable)
                        .orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
    }

    /** Bytes as text; empty if they are no UTF-8, or hold what no text does. */
    private static Optional<String> text(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
