package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.settings.IdPMetadataParser;
import com.onelogin.saml2.settings.SettingsBuilder;
import com.onelogin.saml2.util.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.xml.xpath.XPathException;
import org.w3c.dom.Document;

/**
 * What an account knows of its SAML provider: the metadata that was uploaded.
 *
 * @param settings entity id and signing certificates, under OneLogin's setting names
 */
public record IdentityProvider(Map<String, Object> settings) {

    public IdentityProvider {
        settings = Map.copyOf(settings);
    }

    /** Reads a SAML descriptor. */
    public static IdentityProvider ofDescriptor(String xml) {
        Document descriptor = Util.loadXML(xml);
        if (descriptor == null) {
            throw new IllegalArgumentException("not a SAML descriptor");
        }
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
            throw new IllegalArgumentException("not a SAML descriptor", e);
        }
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
