package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Children and texts of an element. Names are local: vendors put the elements of one standard into the namespace of
 * another, and no two of them mean different things.
 */
final class Elements {

    private Elements() {}

    /** @throws SeedFileException if there are several */
    static Optional<Element> child(Element parent, String name) {
        List<Element> found = children(parent, name);
        if (found.size() > 1) {
            throw new SeedFileException(XmlPieces.lineOf(found.get(1)), "there are two elements " + name);
        }
        return found.stream().findFirst();
    }

    /** Along a path of names. */
    static Optional<Element> at(Element parent, String... names) {
        Optional<Element> found = Optional.of(parent);
        for (String name : names) {
            found = found.flatMap(element -> child(element, name));
        }
        return found;
    }

    static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .toList();
    }

    static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }

    /** The text of the element at a path, stripped; empty if it is not there. */
    static String text(Element parent, String... names) {
        return at(parent, names).map(Element::getTextContent).map(String::strip).orElse("");
    }

    /** @throws SeedFileException if the element's text is no Base64 */
    static byte[] base64(Element element) {
        try {
            return Base64.getDecoder().decode(element.getTextContent().replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(
                    XmlPieces.lineOf(element), "the text of " + element.getLocalName() + " is no Base64");
        }
    }
}
