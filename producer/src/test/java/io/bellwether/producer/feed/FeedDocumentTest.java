package io.bellwether.producer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rometools.rome.io.FeedException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds as they are served, and not as they should be. */
class FeedDocumentTest {

    private static final Path CASES = Path.of("src/test/resources/intake");
    private static final URI URL = URI.create("https://example.org/feeds/news.xml");
    private static final String RSS = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel>"
            + "<title>t</title><link>https://example.org</link><description>d</description>%s</channel></rss>";

    @Test
    void shouldNotCutANumberOffAtADot() throws IOException {
        // Given "over 20.000" in a feed whose mapping does not say how numbers are written, and in one that does
        FeedItem item = new FeedItem(
                "1",
                "Kraft delivered over 20.000 vehicles in October",
                "",
                null,
                Instant.parse("2024-11-05T02:00:00Z"),
                null);
        FeedMapping silent = mapping("");
        FeedMapping german = mapping("number_format: '1.234,5'\n");

        // When
        List<ParsedEvent> unsaid = events(silent, item);
        List<ParsedEvent> said = events(german, item);

        // Then
        assertThat(unsaid)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().toString())
                                .startsWith("units: cannot be told by {units|number}")
                                .contains("number_format"));
        assertThat(said)
                .singleElement()
                .satisfies(event -> assertThat(((SalesReport) ((Accepted) event).event()).getUnits())
                        .isEqualTo(20_000));
    }

    @Test
    void shouldMakeRelativeLinksAbsolute() throws IOException, FeedException {
        // Given a link to /news/2024/kraft-october.html
        List<FeedItem> items = items(bytes("relative.body"), null);

        // When
        List<ParsedEvent> events = events(FeedMapping.read(CASES.resolve("relative.yaml")), items.get(0));

        // Then
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(((SalesReport) ((Accepted) event).event()).getUrl())
                        .isEqualTo("https://example.org/news/2024/kraft-october.html"));
    }

    @Test
    void shouldResolveLinksAgainstTheBaseThatTheFeedNames() throws FeedException {
        // Given
        String atom =
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://other.example/a/\"><title>t</title>"
                        + "<id>x</id><updated>2024-11-05T02:00:00Z</updated><entry xml:base=\"b/\"><id>1</id><title>t</title>"
                        + "<link href=\"c.html\"/><updated>2024-11-05T02:00:00Z</updated></entry></feed>";

        // When, then
        assertThat(items(atom.getBytes(UTF_8), null))
                .extracting(FeedItem::link)
                .containsExactly("https://other.example/a/b/c.html");
    }

    @Test
    void shouldLoseNoItemToAControlCharacterInAnother() throws IOException, FeedException {
        // Given a feed with U+0008 in one of its titles
        List<FeedItem> items = items(bytes("control.body"), null);

        // When, then the others are readable
        assertThat(items).hasSizeGreaterThan(1);
        assertThat(items)
                .filteredOn(FeedItem::isUnreadable)
                .singleElement()
                .satisfies(item -> assertThat(item.title()).contains("bad"));
        FeedMapping mapping = FeedMapping.read(CASES.resolve("control.yaml"));
        assertThat(items.stream().filter(item -> !item.isUnreadable()).flatMap(item -> events(mapping, item).stream()))
                .isNotEmpty()
                .allMatch(Accepted.class::isInstance);
    }

    @Test
    void shouldReadAFeedInTheFirstOfItsEncodingsInWhichItIsText() throws FeedException {
        // Given
        Charset gbk = Charset.forName("gb18030");
        String item = "<item><title>\u5c0f\u7c73</title></item>";
        byte[] declaredRightly = RSS.replace("UTF-8", "gb18030").formatted(item).getBytes(gbk);
        byte[] declaredWrongly =
                RSS.replace("UTF-8", "us-ascii").formatted(item).getBytes(UTF_8);
        byte[] marked = ("\uFEFF" + RSS.formatted(item)).getBytes(StandardCharsets.UTF_16LE);

        // When, then
        assertThat(items(declaredRightly, null).get(0).title()).isEqualTo("\u5c0f\u7c73");
        assertThat(items(declaredRightly, "text/xml; charset=utf-8").get(0).title())
                .isEqualTo("\u5c0f\u7c73");
        assertThat(items(declaredWrongly, null).get(0).title()).isEqualTo("\u5c0f\u7c73");
        assertThat(items(marked, "text/xml").get(0).title()).isEqualTo("\u5c0f\u7c73");
    }

    @Test
    void shouldSayWhichItemCannotBeRead() throws FeedException {
        // Given GB18030 that claims to be UTF-8, in one of two items
        byte[] bytes = RSS.formatted("<item><title>\u5c0f\u7c73</title></item><item><title>fine</title></item>")
                .getBytes(Charset.forName("gb18030"));

        // When, then
        assertThat(items(bytes, null)).extracting(FeedItem::isUnreadable).containsExactly(true, false);
    }

    @Test
    void shouldReadAPrefixThatIsNotDeclared() throws FeedException {
        // Given
        String rss = RSS.formatted("<item><title>a</title><media:thumbnail url=\"x\"/>"
                + "<dc:date>2024-11-05T02:00:00Z</dc:date></item>");

        // When, then
        assertThat(items(rss.getBytes(UTF_8), null))
                .singleElement()
                .satisfies(item -> assertThat(item.published()).isEqualTo(Instant.parse("2024-11-05T02:00:00Z")));
    }

    @Test
    void shouldListTheNewestFirst() throws FeedException {
        // Given 400 items, the oldest first, of which one is undated
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            Instant day = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * i);
            items.append("<item><title>").append(i).append("</title>");
            items.append(
                    i == 200
                            ? ""
                            : "<pubDate>"
                                    + java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            day.atOffset(java.time.ZoneOffset.UTC))
                                    + "</pubDate>");
            items.append("</item>");
        }

        // When
        List<FeedItem> sorted = items(RSS.formatted(items).getBytes(UTF_8), null);

        // Then
        assertThat(sorted).hasSize(400);
        assertThat(sorted.subList(0, 2)).extracting(FeedItem::title).containsExactly("399", "398");
        assertThat(sorted.get(399).title()).isEqualTo("0");
    }

    @Test
    void shouldUnderstandOtherDatesOrKeepWhatIsWritten() throws FeedException {
        // Given
        String rss = RSS.formatted("<item><title>a</title><pubDate>2024-11-05 02:00:00+00:00</pubDate></item>"
                + "<item><title>b</title><pubDate>Dienstag, der 5. November</pubDate></item>");

        // When
        List<FeedItem> items = items(rss.getBytes(UTF_8), null);

        // Then
        assertThat(items.get(0).published()).isEqualTo(Instant.parse("2024-11-05T02:00:00Z"));
        assertThat(items.get(1).published()).isNull();
        assertThat(items.get(1).json()).contains("Dienstag, der 5. November");
    }

    @Test
    void shouldTakeAnEncodingForWhatBrowsersTakeItFor() throws FeedException {
        // Given characters that GB2312 and ISO-8859-1 do not have, in feeds that claim to be in them
        byte[] chinese = RSS.replace("UTF-8", "gb2312")
                .formatted("<item><title>\u6615\u9555\u20ac</title></item>")
                .getBytes(Charset.forName("gb18030"));
        byte[] western = RSS.replace("UTF-8", "iso-8859-1")
                .formatted("<item><title>Li Auto\u2019s \u2013 20\u202f000</title></item>".replace("\u202f", "\u00a0"))
                .getBytes(Charset.forName("windows-1252"));

        // When, then
        assertThat(items(chinese, null).get(0).title()).isEqualTo("\u6615\u9555\u20ac");
        assertThat(items(western, null).get(0).title()).isEqualTo("Li Auto\u2019s \u2013 20\u00a0000");
    }

    @Test
    void shouldReadEntitiesOfHtmlAndBareAmpersands() throws FeedException {
        // Given what costs a whole feed where XML is read strictly, behind a blank line
        String rss = "\n "
                + RSS.formatted("<item><title>Kraft &amp; S&ouml;hne &nbsp;R&D</title>"
                        + "<link><![CDATA[https://example.org/?a=1&copy=2]]></link>"
                        + "<description><![CDATA[<p>20&#8239;976 cars &unknown; &eacute;</p>]]></description></item>"
                        + "<item><title>&unheard; of</title></item>");

        // When
        List<FeedItem> items = items(rss.getBytes(UTF_8), null);

        // Then
        assertThat(items.get(0).title()).isEqualTo("Kraft & S\u00f6hne \u00a0R&D");
        assertThat(items.get(0).link()).isEqualTo("https://example.org/?a=1&copy=2");
        assertThat(items.get(0).summary()).isEqualTo("20\u202f976 cars &unknown; \u00e9");
        assertThat(items.get(1).title()).isEqualTo("&unheard; of");
    }

    @Test
    void shouldReadAJsonFeed() throws FeedException {
        // Given
        String feed = """
                {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [
                  {"id": "1", "url": "/n/1", "title": "Kraft delivered 1,001", "content_html": "<p>in &amp; out</p>",
                   "date_published": "2024-11-05T02:00:00+08:00"},
                  {"id": 2, "url": "https://example.org/n/2", "content_text": "no title", "date_published": "soon"}]}""";

        // When
        List<FeedItem> items = items(feed.getBytes(UTF_8), "application/feed+json");

        // Then
        assertThat(items.get(0).published()).isEqualTo(Instant.parse("2024-11-04T18:00:00Z"));
        assertThat(items.get(0).link()).isEqualTo("https://example.org/n/1");
        assertThat(items.get(0).text()).contains("Kraft delivered 1,001").contains("in & out");
        assertThat(items.get(1).id()).isEqualTo("2");
        assertThat(items.get(1).published()).isNull();
        assertThat(items.get(1).json()).contains("\"published_as_written\":\"soon\"");
        assertThatThrownBy(() -> items("{\"items\": []}".getBytes(UTF_8), null)).isInstanceOf(FeedException.class);
    }

    @Test
    void shouldRefuseADocumentType() {
        // Given
        String rss = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel/></rss>";

        // When, then
        assertThatThrownBy(() -> items(rss.getBytes(UTF_8), null))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("DOCTYPE");
    }

    private static List<FeedItem> items(byte[] body, @Nullable String contentType) throws FeedException {
        return FeedDocument.items(body, contentType, URL);
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(CASES.resolve(name));
    }

    private static FeedMapping mapping(String more) throws IOException {
        return FeedMapping.parse("m.yaml", more + Files.readString(CASES.resolve("german-dot.yaml")));
    }

    private static List<ParsedEvent> events(FeedMapping mapping, FeedItem item) {
        return mapping.events(item, Objects.requireNonNull(item.published()), IntakeOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rss version='2.0'><channel>%s</channel></rss>",
                "<rss version='2.0'><channel><item>%s</item></channel></rss>"
            })
    void shouldRefuseWhatIsNestedTooDeep(String feed) {
        // Given as deep as ended the thread that read it
        String nested = "<a>".repeat(40_000) + "</a>".repeat(40_000);

        assertThatThrownBy(() -> items(feed.formatted(nested).getBytes(UTF_8), null))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("nested more than 200 deep");
    }
}
