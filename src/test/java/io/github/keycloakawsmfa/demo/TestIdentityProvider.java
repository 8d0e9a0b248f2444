package io.github.keycloakawsmfa.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** An identity provider of the tests: an RSA key with its certificate, and a descriptor. */
public record TestIdentityProvider(String entityId, PrivateKey key, X509Certificate certificate) {

    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    public static TestIdentityProvider create(String entityId) throws GeneralSecurityException {
        return create(entityId, 2048);
    }

    static TestIdentityProvider create(String entityId, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        return new TestIdentityProvider(entityId, pair.getPrivate(), selfSigned(pair));
    }

    /** By hand (RFC 5280, version 1): keytool would be a process of a second for each key. */
    private static X509Certificate selfSigned(KeyPair pair) throws GeneralSecurityException {
        byte[] sha256WithRsa = Base64.getDecoder().decode("MA0GCSqGSIb3DQEBCwUA");
        byte[] commonName = {0x06, 0x03, 0x55, 0x04, 0x03};
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, commonName, der(UTF8_STRING, ascii("idp")))));
        byte[] validity = der(SEQUENCE, der(UTC_TIME, ascii("200101000000Z")), der(UTC_TIME, ascii("491231235959Z")));
        byte[] serial = {0x02, 0x01, 0x01};
        byte[] toSign = der(
                SEQUENCE,
                serial,
                sha256WithRsa,
                name,
                validity,
                name,
                pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(toSign);
        byte[] noUnusedBits = {0};
        byte[] certificate = der(SEQUENCE, toSign, sha256WithRsa, der(BIT_STRING, noUnusedBits, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.size() < 0x80) {
            der.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            der.write(0x80 | length.length - sign);
            der.write(length, sign, length.length - sign);
        }
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
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
