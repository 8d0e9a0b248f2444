package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A sign-in that the application begins: an unsigned request, as AWS's identity providers send them.
 *
 * @param acs where the response is wanted; null leaves it to the client's settings
 * @param attributes more attributes of the request, such as {@code ForceAuthn="true"}
 * @param elements more elements in it, such as RequestedAuthnContext
 */
public record AuthnRequest(TestRealm realm, String issuer, String acs, String attributes, String elements) {

    public AuthnRequest(TestRealm realm, String issuer, String acs, String attributes) {
        this(realm, issuer, acs, attributes, "");
    }

    /** By HTTP-POST, as a page of the application sends it. */
    public Page post(Browser browser) {
        return browser.post(realm.url("/protocol/saml"), Map.of("SAMLRequest", base64(xml())));
    }

    /** By HTTP-Redirect. */
    public Page redirect(Browser browser) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(deflated, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            out.write(xml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return browser.open(realm.url("/protocol/saml") + "?SAMLRequest="
                + URLEncoder.encode(base64(deflated.toByteArray()), StandardCharsets.UTF_8));
    }

    private byte[] xml() {
        return """
                <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
                    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%s" Version="2.0" IssueInstant="%s"
                    Destination="%s"%s %s><saml:Issuer>%s</saml:Issuer>%s</samlp:AuthnRequest>""".formatted(
                        UUID.randomUUID(),
                        realm.clock().now(),
                        realm.url("/protocol/saml"),
                        acs == null ? "" : " AssertionConsumerServiceURL=\"" + acs + "\"",
                        attributes,
                        issuer,
                        elements)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
