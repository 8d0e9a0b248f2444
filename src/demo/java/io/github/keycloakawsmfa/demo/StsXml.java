package io.github.keycloakawsmfa.demo;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An answer in the XML of AWS's query APIs; the writer escapes. */
final class StsXml {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final StringWriter text = new StringWriter();
    private final Deque<String> open = new ArrayDeque<>();
    private final XMLStreamWriter writer;

    private StsXml(String root) {
        try {
            writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(root);
            writer.writeDefaultNamespace(NAMESPACE);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    static StsXml root(String name) {
        return new StsXml(name);
    }

    static Answer problem(StsProblem problem) {
        return root("ErrorResponse")
                .open("Error")
                .element("Type", "Sender")
                .element("Code", problem.code())
                .element("Message", problem.getMessage())
                .close()
                .element("RequestId", UUID.randomUUID().toString())
                .answer(problem.status());
    }

    StsXml open(String name) {
        try {
            writer.writeStartElement(name);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        open.push(name);
        return this;
    }

    StsXml close() {
        open.pop();
        try {
            writer.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    StsXml element(String name, String value) {
        open(name);
        try {
            writer.writeCharacters(value);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return close();
    }

    Answer answer(int status) {
        try {
            writer.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return new Answer(status, "text/xml", text.toString());
    }
}
