package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.InputSource;

/**
 * A SAML artifact: the browser carries it, and the application changes it for the response.
 *
 * @param address where the browser posts it
 */
record Artifact(String address, String artifact) {

    static boolean isOn(Page page) {
        return page.has("input[name=SAMLart]");
    }

    static Artifact of(Page page) {
        org.jsoup.nodes.Element field = page.element("input[name=SAMLart]");
        return new Artifact(field.closest("form").attr("action"), field.val());
    }

    /** Has Keycloak change it, as the application of that client id. */
    SamlPost resolve(TestRealm realm, String clientId) throws Exception {
        String envelope = """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
                <samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
                    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%s" Version="2.0" IssueInstant="%s">
                <saml:Issuer>%s</saml:Issuer><samlp:Artifact>%s</samlp:Artifact>
                </samlp:ArtifactResolve></soap:Body></soap:Envelope>""".formatted(UUID.randomUUID(), realm.clock().now(), clientId, artifact);
        HttpRequest request = HttpRequest.newBuilder(realm.url("/protocol/saml/resolve"))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(envelope))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return new SamlPost(
                address, Base64.getEncoder().encodeToString(responseIn(answer).getBytes(StandardCharsets.UTF_8)));
    }

    /** It declares no namespace of its own in there; what it has inherited is written out with it. */
    private static String responseIn(String answer) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer)));
        Node response = document.getElementsByTagNameNS("urn:oasis:names:tc:SAML:2.0:protocol", "Response")
                .item(0);
        if (response == null) {
            throw new AssertionError("No response in " + answer);
        }
        LSSerializer serializer = ((DOMImplementationLS) document.getImplementation()).createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        return serializer.writeToString(response);
    }
}
