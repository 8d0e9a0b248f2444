package io.github.keycloakawsmfa.admin.iam;

import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML of IAM's answers, as its model names the elements. */
final class IamXml {

    private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

    /** What XML 1.0 has no way to write; a name that somebody else's store gave may have it. */
    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final XMLStreamWriter out;

    private IamXml(XMLStreamWriter out) {
        this.out = out;
    }

    /**
     * A whole document.
     *
     * @param content what is in the root
     */
    static String document(String root, Consumer<IamXml> content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter((Writer) text);
            out.writeStartElement(root);
            out.writeDefaultNamespace(NAMESPACE);
            content.accept(new IamXml(out));
            out.writeEndElement();
            out.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory cannot fail", e);
        }
    }

    IamXml element(String name, Consumer<IamXml> content) {
        return write(name, () -> content.accept(this));
    }

    IamXml text(String name, String value) {
        return write(name, () -> out.writeCharacters(NOT_IN_XML.matcher(value).replaceAll("\uFFFD")));
    }

    IamXml flag(String name, boolean value) {
        return text(name, Boolean.toString(value));
    }

    /** In whole seconds, as AWS writes times. */
    IamXml time(String name, Instant value) {
        return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A list: each of its entries is an element {@code member}. */
    <T> IamXml members(String name, Iterable<T> entries, BiConsumer<IamXml, T> entry) {
        return write(name, () -> {
            for (T each : entries) {
                element("member", xml -> entry.accept(xml, each));
            }
        });
    }

    private interface Content {

        void write() throws XMLStreamException;
    }

    private IamXml write(String name, Content content) {
        try {
            out.writeStartElement(name);
            content.write();
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory cannot fail", e);
        }
    }
}
