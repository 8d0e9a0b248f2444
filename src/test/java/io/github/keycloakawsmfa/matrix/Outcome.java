package io.github.keycloakawsmfa.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What one run found.
 *
 * @param keycloak the release that the server said it is, or empty if none started
 * @param java likewise
 * @param servers {@code container}, {@code zip} or both
 * @param passed how many tests
 * @param leftOut the tests that did not run there, each with the reason
 * @param failed {@code Class.test} of each, sorted
 */
record Outcome(
        String keycloak, String java, List<String> servers, int passed, List<String> leftOut, List<String> failed) {

    /** As {@code KeycloakServer} prints it. */
    private static final Pattern STARTED =
            Pattern.compile("\\[keycloak] Keycloak (\\S+), Java (\\S+), (?:\\d+ of |distribution )?(container|zip)\\b");

    /**
     * @param reports the folder in which Failsafe left them
     * @param log what the run printed
     */
    static Outcome of(Path reports, Path log) throws IOException {
        String keycloak = "";
        String java = "";
        List<String> servers = new ArrayList<>();
        Matcher started = STARTED.matcher(Files.readString(log));
        while (started.find()) {
            keycloak = started.group(1);
            java = started.group(2);
            servers.add(started.group(3));
        }
        int passed = 0;
        List<String> leftOut = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Element test : tests(reports)) {
            String type = test.getAttribute("classname");
            String name = type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
            NodeList skipped = test.getElementsByTagName("skipped");
            if (test.getElementsByTagName("failure").getLength()
                            + test.getElementsByTagName("error").getLength()
                    > 0) {
                failed.add(name);
            } else if (skipped.getLength() > 0) {
                leftOut.add(name + ": " + ((Element) skipped.item(0)).getAttribute("message"));
            } else {
                passed++;
            }
        }
        return new Outcome(
                keycloak,
                java,
                servers.stream().distinct().sorted().toList(),
                passed,
                leftOut.stream().sorted().toList(),
                failed.stream().sorted().toList());
    }

    private static List<Element> tests(Path reports) throws IOException {
        List<Element> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(reports)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList()) {
                NodeList cases = parsed(file).getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    tests.add((Element) cases.item(i));
                }
            }
        }
        return tests;
    }

    private static Document parsed(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (SAXException e) {
            throw new IOException(file.toString(), e);
        } catch (ParserConfigurationException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
