package io.bellwether.producer.feed;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/** Ends a document whose elements are nested too deep: what works on its tree would run out of stack. */
final class DepthLimit extends XMLFilterImpl {

    /** Far more than any feed has. */
    static final int MAX_DEPTH = 200;

    private int depth;

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        if (++depth > MAX_DEPTH) {
            throw new SAXException("elements are nested more than " + MAX_DEPTH + " deep");
        }
        super.startElement(uri, localName, qName, attributes);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        depth--;
        super.endElement(uri, localName, qName);
    }
}
