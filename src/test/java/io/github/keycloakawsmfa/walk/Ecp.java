package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** SAML's Enhanced Client Profile: a request in a SOAP envelope, with the user's password beside it. */
public final class Ecp {

    private Ecp() {}

    /** What comes back, whatever it is. */
    public static String signIn(TestRealm realm, String clientId, String acs, TestUser user) {
        String envelope =
                """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
                <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
                    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%s" Version="2.0" IssueInstant="%s"
                    Destination="%s" AssertionConsumerServiceURL="%s"
                    ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:PAOS"><saml:Issuer>%s</saml:Issuer>
                </samlp:AuthnRequest></soap:Body></soap:Envelope>""".formatted(UUID.randomUUID(), realm.clock().now(), realm.url("/protocol/saml"), acs, clientId);
        String password = user.username() + ":" + user.password();
        HttpRequest request = HttpRequest.newBuilder(realm.url("/protocol/saml"))
                .header("Content-Type", "text/xml")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(envelope))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
