package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.settings.IdPMetadataParser;
import com.onelogin.saml2.settings.SettingsBuilder;
import com.onelogin.saml2.util.Util;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.xml.xpath.XPathException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What an account knows of its SAML provider: the metadata that was uploaded.
 *
 * @param settings entity id and signing certificates, under OneLogin's setting names
 */
public record IdentityProvider(Map<String, Object> settings) {

    private static final int SHORTEST = 1_000;
    private static final int LONGEST = 10_000_000;
    private static final int SHORTEST_KEY = 1_024;
    private static final int MOST_KEYS = 10;

    public IdentityProvider {
        settings = Map.copyOf(settings);
    }

    /**
     * Reads a SAML descriptor as IAM does when it is uploaded.
     *
     * @throws IllegalArgumentException with AWS's words, for what IAM does not take
     */
    public static IdentityProvider ofDescriptor(String xml) {
        if (xml.length() < SHORTEST || xml.length() > LONGEST) {
            throw unreadable("it has " + xml.length() + " characters, not 1,000 to 10,000,000");
        }
        // Only UTF-8 without a byte order mark is read.
        Document descriptor = xml.startsWith("\uFEFF") ? null : Util.loadXML(xml);
        if (descriptor == null) {
            throw unreadable("it is no XML, has a document type, or begins with a byte order mark");
        }
        requireKeys(descriptor);
        try {
            Map<String, Object> all = IdPMetadataParser.parseXML(descriptor);
            Map<String, Object> needed = new TreeMap<>();
            all.forEach((name, value) -> {
                if (name.equals(SettingsBuilder.IDP_ENTITYID_PROPERTY_KEY)
                        || name.startsWith(SettingsBuilder.IDP_X509CERT_PROPERTY_KEY)) {
                    needed.put(name, value);
                }
            });
            return new IdentityProvider(needed);
        } catch (XPathException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static void requireKeys(Document descriptor) {
        NodeList certificates =
                descriptor.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "X509Certificate");
        if (certificates.getLength() == 0 || certificates.getLength() > MOST_KEYS) {
            throw unreadable("it has " + certificates.getLength() + " certificates, not 1 to 10");
        }
        for (int i = 0; i < certificates.getLength(); i++) {
            String base64 = certificates.item(i).getTextContent();
            try {
                Certificate certificate = CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
                if (!(certificate.getPublicKey() instanceof RSAKey key)
                        || key.getModulus().bitLength() < SHORTEST_KEY) {
                    throw unreadable("its key is not RSA with at least 1024 bits");
                }
            } catch (CertificateException e) { // an extension that is there twice, among others
                throw unreadable(String.valueOf(e.getMessage()));
            }
        }
    }

    private static IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException(AwsError.METADATA_UNREADABLE.text() + ": " + why);
    }

    /**
     * The descriptor at an address, read when it is first needed and then kept: AWS too keeps the metadata it was given,
     * so a key that is replaced later is not known here either.
     */
    public static Supplier<IdentityProvider> at(URI descriptor) {
        return new Supplier<>() {
            private IdentityProvider known;

            @Override
            public synchronized IdentityProvider get() {
                if (known == null) {
                    known = ofDescriptor(fetch(descriptor));
                }
                return known;
            }
        };
    }

    private static String fetch(URI descriptor) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpRequest request = HttpRequest.newBuilder(descriptor)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
