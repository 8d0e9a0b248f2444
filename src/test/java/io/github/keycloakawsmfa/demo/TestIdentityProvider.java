package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** An identity provider of the tests: a key with its certificate, made by the JDK's keytool, and a descriptor. */
public record TestIdentityProvider(String entityId, PrivateKey key, X509Certificate certificate) {

    public static TestIdentityProvider create(String entityId, Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        return create(entityId, directory, 2048);
    }

    static TestIdentityProvider create(String entityId, Path directory, int bits)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempDirectory(directory, "idp").resolve("idp.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "idp",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        String.valueOf(bits),
                        "-dname",
                        "CN=idp",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit"))
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return new TestIdentityProvider(
                entityId, (PrivateKey) keys.getKey("idp", "changeit".toCharArray()), (X509Certificate)
                        keys.getCertificate("idp"));
    }

    String descriptor() throws GeneralSecurityException {
        return """
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
                    xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="%s">
                  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                    <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>%s\
                </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%s"/>
                  </md:IDPSSODescriptor>
                </md:EntityDescriptor>
                """.formatted(entityId, Base64.getEncoder().encodeToString(certificate.getEncoded()), entityId);
    }
}
