package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.MissingResourceException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The children of an XML file's root, one after the other, so that a large file never is in memory as a tree. There are
 * no document types in it, and so no entities; nothing outside the file is looked at.
 */
final class XmlPieces {

    /** RFC 6030's deepest element lies at ten. */
    private static final int DEEPEST = 30;

    private static final String LINE = "line";

    private final XMLStreamReader xml;
    private Element root;

    /**
     * @param file in UTF-8, whatever it says of itself: it came as a text
     * @throws SeedFileException if it is no XML
     */
    XmlPieces(byte[] file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            xml = factory.createXMLStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.name());
        } catch (XMLStreamException e) {
            throw noXml(e);
        }
    }

    /** The root with its attributes, without what is in it. */
    Element root() {
        try {
            while (root == null) {
                int event = read();
                if (event == XMLStreamConstants.DTD) {
                    throw new SeedFileException(line(), "a document type is not allowed");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    root = shallow(newDocument());
                }
            }
            return root;
        } catch (XMLStreamException e) {
            throw noXml(e);
        }
    }

    /** The root's next child with all that is in it, or null after the last one. */
    Element next() {
        root();
        try {
            while (xml.hasNext()) {
                int event = read();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return deep(newDocument(), 1);
                }
                refuseText(event);
            }
            return null;
        } catch (XMLStreamException e) {
            throw noXml(e);
        }
    }

    /** Where an element that this class has read begins. */
    static int lineOf(Element element) {
        return (Integer) element.getUserData(LINE);
    }

    private void refuseText(int event) {
        if (event == XMLStreamConstants.ENTITY_REFERENCE
                || event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
            throw new SeedFileException(line(), "there is text where an element is expected");
        }
    }

    private Element deep(Document document, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new SeedFileException(line(), "elements lie more than " + DEEPEST + " deep in each other");
        }
        Element element = shallow(document);
        while (true) {
            switch (read()) {
                case XMLStreamConstants.START_ELEMENT -> element.appendChild(deep(document, depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return element;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    element.appendChild(document.createTextNode(xml.getText()));
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new SeedFileException(line(), "an entity is not allowed");
                default -> {
                    // Comments and processing instructions mean nothing.
                }
            }
        }
    }

    private Element shallow(Document document) {
        try {
            Element element = document.createElementNS(xml.getNamespaceURI(), xml.getLocalName());
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                element.setAttributeNS(
                        xml.getAttributeNamespace(i), xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
            element.setUserData(LINE, line(), null);
            return element;
        } catch (DOMException e) {
            // The reader lets some names pass that are none, such as xmlns.
            throw new SeedFileException(line(), "there is a name that XML reserves");
        }
    }

    private static Document newDocument() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java has an XML parser", e);
        }
    }

    private int line() {
        return xml.getLocation().getLineNumber();
    }

    /** Java's parser lacks the message for an odd character in a document type, and fails at that (JDK 17, XMLMessageFormatter). */
    private int read() throws XMLStreamException {
        try {
            return xml.next();
        } catch (MissingResourceException e) {
            throw new XMLStreamException("not well-formed", xml.getLocation(), e);
        }
    }

    private static SeedFileException noXml(XMLStreamException e) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
        return new SeedFileException(line, "this is no well-formed XML");
    }
}
