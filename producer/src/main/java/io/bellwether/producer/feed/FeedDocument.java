package io.bellwether.producer.feed;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.bellwether.producer.format.DateFormats;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jdom2.Attribute;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.Namespace;
import org.jdom2.input.SAXBuilder;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of an RSS, Atom or JSON feed, newest first. Relative links are resolved against {@code xml:base}, or the
 * address of the feed. A document type, and so an entity of anyone's making, is refused.
 */
final class FeedDocument {

    private static final int MAX_TEXT = 20_000;
    private static final List<String> DATES = List.of("pubDate", "published", "date", "updated", "modified", "issued");
    private static final Comparator<Dated> NEWEST_FIRST =
            Comparator.comparing(Dated::by, Comparator.nullsLast(Comparator.reverseOrder()));

    private FeedDocument() {}

    /** An item, and the instant that it is ordered by: its own, or that of its neighbour. */
    private record Dated(FeedItem item, @Nullable Instant by) {}

    /**
     * The items of a feed.
     *
     * @param url where it was fetched
     * @throws FeedException if it is none
     */
    static List<FeedItem> items(byte[] body, @Nullable String contentType, URI url) throws FeedException {
        String text = FeedText.of(body, contentType);
        if (JsonFeed.is(text)) {
            return newestFirst(JsonFeed.items(text, url));
        }
        Document document = parse(text);
        List<Element> elements = itemElements(document.getRootElement());
        elements.forEach(element -> resolveLinks(element, url));
        SyndFeedInput input = new SyndFeedInput();
        SyndFeed feed = input.build(document);
        List<FeedItem> items = new ArrayList<>();
        List<SyndEntry> entries = feed.getEntries();
        for (int i = 0; i < entries.size(); i++) {
            // One element an entry, in the same order, in every format that ROME knows.
            items.add(item(entries.get(i), entries.size() == elements.size() ? elements.get(i) : null));
        }
        return newestFirst(items);
    }

    private static Document parse(String text) throws FeedException {
        SAXBuilder builder = new SAXBuilder();
        builder.setExpandEntities(false);
        builder.setXMLFilter(new DepthLimit());
        builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        builder.setFeature("http://xml.org/sax/features/external-general-entities", false);
        builder.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        try {
            return builder.build(new StringReader(text));
        } catch (JDOMException | IOException e) {
            throw new FeedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Element> itemElements(Element root) {
        List<Element> found = new ArrayList<>();
        root.getDescendants().forEach(content -> {
            if (content instanceof Element element
                    && (element.getName().equals("item") || element.getName().equals("entry"))) {
                found.add(element);
            }
        });
        return found;
    }

    private static void resolveLinks(Element item, URI url) {
        for (Element link : item.getChildren()) {
            if (!link.getName().equals("link")) {
                continue;
            }
            URI base = base(link, url);
            Attribute href = link.getAttribute("href");
            if (href != null) {
                href.setValue(resolved(base, href.getValue()));
            } else if (!link.getText().isBlank()) {
                link.setText(resolved(base, link.getText()));
            }
        }
    }

    private static URI base(Element element, URI url) {
        Element parent = element.getParentElement();
        URI outer = parent == null ? url : base(parent, url);
        String base = element.getAttributeValue("base", Namespace.XML_NAMESPACE);
        return base == null ? outer : URI.create(resolved(outer, base));
    }

    /** What cannot be resolved stays as it is. */
    static String resolved(URI base, String link) {
        try {
            return base.resolve(link.strip().replace(" ", "%20")).toString();
        } catch (IllegalArgumentException e) {
            return base.equals(URI.create("")) ? link : link.strip();
        }
    }

    private static FeedItem item(SyndEntry entry, @Nullable Element element) {
        String title = plain(entry.getTitle());
        String summary = entry.getDescription() == null
                ? ""
                : plain(entry.getDescription().getValue());
        if (summary.isEmpty() && !entry.getContents().isEmpty()) {
            summary = plain(entry.getContents().get(0).getValue());
        }
        String link = entry.getLink();
        String id = entry.getUri() == null || entry.getUri().isBlank() ? link : entry.getUri();
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        String written = date == null && element != null ? writtenDate(element) : null;
        Instant published = date != null
                ? date.toInstant()
                : Optional.ofNullable(written).flatMap(DateFormats::instant).orElse(null);
        return FeedItem.of(id, title, summary, link, published, written);
    }

    /** What stands where the date should, in a form that is not understood. */
    private static @Nullable String writtenDate(Element item) {
        for (String name : DATES) {
            for (Element child : item.getChildren()) {
                if (child.getName().equals(name) && !child.getText().isBlank()) {
                    return plain(child.getText());
                }
            }
        }
        return null;
    }

    /** An item that does not say when it was published stays beside its neighbour. */
    private static List<FeedItem> newestFirst(List<FeedItem> items) {
        Instant before = items.stream()
                .map(FeedItem::published)
                .filter(published -> published != null)
                .findFirst()
                .orElse(null);
        List<Dated> dated = new ArrayList<>();
        for (FeedItem item : items) {
            before = item.published() == null ? before : item.published();
            dated.add(new Dated(item, before));
        }
        return dated.stream().sorted(NEWEST_FIRST).map(Dated::item).toList();
    }

    /** Text without its mark-up, on one line. */
    static String plain(@Nullable String html) {
        if (html == null) {
            return "";
        }
        String text = html.length() > MAX_TEXT ? html.substring(0, MAX_TEXT) : html;
        return Parser.unescapeEntities(text.replaceAll("<[^<>]*>", " "), false)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
