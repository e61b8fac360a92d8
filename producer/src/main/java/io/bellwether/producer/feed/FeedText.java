package io.bellwether.producer.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The text of a feed, put right so far that one bad item costs no other.
 *
 * <p>Its encoding is the first of these in which all of it is text: that of its byte order mark, the one that HTTP names,
 * the one that the XML declaration names, UTF-8. An encoding is read as what browsers take it for (GB2312 as GB18030,
 * ISO-8859-1 as Windows-1252), and after UTF-8 where every text is text in it. Where it is text in none of them, what is no text becomes U+FFFD, and so
 * does a character that no XML may hold; an item with one is refused.
 */
final class FeedText {

    /** What cannot be read. */
    static final char UNREADABLE = '\uFFFD';

    private static final Pattern HTTP_CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9_.:-]+)");
    private static final Pattern XML_CHARSET =
            Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9_.:-]+)[\"']");
    private static final Pattern REFERENCE = Pattern.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));");
    private static final Pattern PREFIX =
            Pattern.compile("</?([A-Za-z_][\\w.-]*):[A-Za-z_]|\\s([A-Za-z_][\\w.-]*):[A-Za-z_][\\w.-]*\\s*=");
    private static final Pattern DECLARED = Pattern.compile("\\sxmlns:([A-Za-z_][\\w.-]*)\\s*=");
    private static final Pattern ROOT = Pattern.compile("<[A-Za-z_][\\w.:-]*");

    /** What browsers take an encoding for. */
    private static final Map<String, String> WIDER = Map.of(
            "gb2312", "gb18030",
            "gbk", "gb18030",
            "us-ascii", "windows-1252",
            "iso-8859-1", "windows-1252",
            "windows-1252", "windows-1252",
            "iso-8859-9", "windows-1254",
            "shift_jis", "windows-31j",
            "euc-kr", "x-windows-949",
            "big5", "big5-hkscs");

    private static final Pattern CDATA = Pattern.compile("(?s)<!\\[CDATA\\[.*?\\]\\]>");
    private static final Pattern AMPERSAND = Pattern.compile("&(#?[A-Za-z0-9]{1,32};)?");
    private static final Set<String> XML_ENTITIES = Set.of("amp;", "lt;", "gt;", "quot;", "apos;");

    /** Prefixes that feeds use without saying so, where what they mean matters here. */
    private static final Map<String, String> WELL_KNOWN = Map.of(
            "dc", "http://purl.org/dc/elements/1.1/",
            "content", "http://purl.org/rss/1.0/modules/content/",
            "atom", "http://www.w3.org/2005/Atom");

    private FeedText() {}

    /** The text of a body. */
    static String of(byte[] body, @Nullable String contentType) {
        Set<Charset> candidates = candidates(body, contentType);
        for (Charset candidate : candidates) {
            Optional<String> text = strictly(body, candidate);
            if (text.isPresent()) {
                return repaired(text.get());
            }
        }
        return repaired(leniently(body, candidates.iterator().next()));
    }

    private static Set<Charset> candidates(byte[] body, @Nullable String contentType) {
        Set<Charset> candidates = new LinkedHashSet<>();
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            candidates.add(StandardCharsets.UTF_8);
        } else if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            candidates.add(StandardCharsets.UTF_16);
        }
        List<Charset> named = new ArrayList<>();
        if (contentType != null) {
            named(HTTP_CHARSET.matcher(contentType)).ifPresent(named::add);
        }
        String start = new String(body, 0, Math.min(body.length, 400), StandardCharsets.ISO_8859_1).stripLeading();
        named(XML_CHARSET.matcher(start)).ifPresent(named::add);
        for (Charset charset : named) {
            String wider = WIDER.get(charset.name().toLowerCase(Locale.ROOT));
            if (wider != null && wider.startsWith("windows-125")) {
                candidates.add(StandardCharsets.UTF_8);
            }
            if (wider != null && Charset.isSupported(wider)) {
                candidates.add(Charset.forName(wider));
            }
            candidates.add(charset);
        }
        candidates.add(StandardCharsets.UTF_8);
        return candidates;
    }

    private static boolean startsWith(byte[] body, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= body.length || body[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> named(Matcher matcher) {
        try {
            return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] body, Charset encoding) {
        try {
            return Optional.of(
                    encoding.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String leniently(byte[] body, Charset encoding) {
        try {
            return encoding.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(String.valueOf(UNREADABLE))
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a decoder that replaces cannot fail", e);
        }
    }

    private static String repaired(String text) {
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (JsonFeed.is(marked)) {
            return marked;
        }
        // Blanks before the XML declaration are an error to XML.
        int begin = Math.max(0, marked.indexOf('<'));
        return declared(entities(references(characters(marked.substring(begin)))));
    }

    /** Entities of HTML are none of XML, and an ampersand by itself is no text: both are common, and cost the whole feed. */
    private static String entities(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        Matcher data = CDATA.matcher(text);
        int from = 0;
        while (data.find()) {
            repaired.append(ampersands(text.substring(from, data.start()))).append(data.group());
            from = data.end();
        }
        return repaired.append(ampersands(text.substring(from))).toString();
    }

    private static String ampersands(String text) {
        return AMPERSAND.matcher(text).replaceAll(ampersand -> {
            String name = ampersand.group(1);
            if (name != null && (name.startsWith("#") || XML_ENTITIES.contains(name))) {
                return Matcher.quoteReplacement(ampersand.group());
            }
            String character = name == null ? "&" : Parser.unescapeEntities(ampersand.group(), true);
            return Matcher.quoteReplacement(character.startsWith("&") ? "&amp;" + character.substring(1) : character);
        });
    }

    private static String characters(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
            if (!allowed) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, UNREADABLE);
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    private static String references(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            int c = reference.group(1) == null
                    ? Integer.parseInt(reference.group(2))
                    : Integer.parseInt(reference.group(1), 16);
            boolean allowed = c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || (c >= ' ' && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || (c >= 0x10000 && c <= 0x10FFFF);
            return Matcher.quoteReplacement(allowed ? reference.group() : String.valueOf(UNREADABLE));
        });
    }

    /** Declares, at the root, the prefixes that are used without. */
    private static String declared(String text) {
        Set<String> used = new LinkedHashSet<>();
        Matcher prefix = PREFIX.matcher(text);
        while (prefix.find()) {
            used.add(prefix.group(1) == null ? prefix.group(2) : prefix.group(1));
        }
        Matcher declaration = DECLARED.matcher(text);
        while (declaration.find()) {
            used.remove(declaration.group(1));
        }
        used.remove("xml");
        used.remove("xmlns");
        Matcher root = ROOT.matcher(text);
        if (used.isEmpty() || !root.find()) {
            return text;
        }
        Map<String, String> missing = new LinkedHashMap<>();
        used.forEach(name ->
                missing.put(name, WELL_KNOWN.getOrDefault(name.toLowerCase(Locale.ROOT), "urn:undeclared:" + name)));
        StringBuilder declarations = new StringBuilder();
        missing.forEach((name, uri) -> declarations
                .append(" xmlns:")
                .append(name)
                .append("=\"")
                .append(uri)
                .append('"'));
        return new StringBuilder(text).insert(root.end(), declarations).toString();
    }
}
