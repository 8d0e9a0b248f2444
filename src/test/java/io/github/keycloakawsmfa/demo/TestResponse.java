package io.github.keycloakawsmfa.demo;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A SAML response as Keycloak sends it to AWS, to be spoilt by a test and then signed by the JDK. */
final class TestResponse {

    static final String ADMIN = "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak";
    static final String READ_ONLY =
            "arn:aws:iam::123456789012:role/ReadOnly,arn:aws:iam::123456789012:saml-provider/keycloak";

    private static final String SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static final String SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol";

    private final TestIdentityProvider signer;
    private final String endpoint;
    private final Instant issued;
    private final Map<String, List<String>> attributes = new LinkedHashMap<>();
    private String issuer;
    private String audience = AwsRules.AUDIENCE;
    private UnaryOperator<String> spoil = UnaryOperator.identity();

    TestResponse(TestIdentityProvider signer, String endpoint, Instant issued) {
        this.signer = signer;
        this.endpoint = endpoint;
        this.issued = issued;
        this.issuer = signer.entityId();
        attributes.put(AwsRules.PREFIX + "Role", List.of(ADMIN, READ_ONLY));
        attributes.put(AwsRules.PREFIX + "RoleSessionName", List.of("test-admin1"));
        attributes.put(AwsRules.PREFIX + "SessionDuration", List.of("7200"));
        attributes.put(AwsRules.ASSURANCE, List.of(AwsRules.MFA));
    }

    TestResponse issuer(String other) {
        issuer = other;
        return this;
    }

    TestResponse audience(String other) {
        audience = other;
        return this;
    }

    TestResponse with(String attribute, String... values) {
        attributes.put(attribute, List.of(values));
        return this;
    }

    TestResponse without(String attribute) {
        attributes.remove(attribute);
        return this;
    }

    /** Changes the XML before it is signed. */
    TestResponse spoil(UnaryOperator<String> change) {
        spoil = change;
        return this;
    }

    /** Signs assertion and response, as Keycloak does. */
    String signed() throws Exception {
        Document document = document();
        sign(document, (Element)
                document.getElementsByTagNameNS(SAML, "Assertion").item(0));
        sign(document, document.getDocumentElement());
        return base64(text(document));
    }

    String signedAssertionOnly() throws Exception {
        Document document = document();
        sign(document, (Element)
                document.getElementsByTagNameNS(SAML, "Assertion").item(0));
        return base64(text(document));
    }

    /** Signs the assertion, encrypts it as Keycloak does, and signs the response around it. */
    String encryptedFor(PublicKey recipient) throws Exception {
        Document document = document();
        Element assertion =
                (Element) document.getElementsByTagNameNS(SAML, "Assertion").item(0);
        sign(document, assertion);
        Element wrapper = document.createElementNS(SAML, "saml:EncryptedAssertion");
        assertion.getParentNode().replaceChild(wrapper, assertion);
        wrapper.appendChild(assertion);
        KeyGenerator aes = KeyGenerator.getInstance("AES");
        aes.init(256);
        SecretKey key = aes.generateKey();
        XMLCipher keys = XMLCipher.getInstance(XMLCipher.RSA_OAEP);
        keys.init(XMLCipher.WRAP_MODE, recipient);
        EncryptedKey wrapped = keys.encryptKey(document, key);
        XMLCipher data = XMLCipher.getInstance(XMLCipher.AES_256_GCM);
        data.init(XMLCipher.ENCRYPT_MODE, key);
        KeyInfo info = new KeyInfo(document);
        info.add(wrapped);
        data.getEncryptedData().setKeyInfo(info);
        data.doFinal(document, assertion);
        sign(document, document.getDocumentElement());
        return base64(text(document));
    }

    String unsigned() {
        return base64(spoil.apply(xml()));
    }

    static String base64(String xml) {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    static String xml(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private String xml() {
        return """
                <samlp:Response xmlns:samlp="%1$s" xmlns:saml="%2$s" ID="_r" Version="2.0" IssueInstant="%3$s" \
                Destination="%4$s"><saml:Issuer>%5$s</saml:Issuer><samlp:Status><samlp:StatusCode \
                Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
                <saml:Assertion ID="_a" Version="2.0" IssueInstant="%3$s"><saml:Issuer>%5$s</saml:Issuer>\
                <saml:Subject><saml:NameID>test-admin1</saml:NameID><saml:SubjectConfirmation \
                Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="%6$s" \
                Recipient="%4$s"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="%3$s" \
                NotOnOrAfter="%6$s"><saml:AudienceRestriction><saml:Audience>%8$s</saml:Audience>\
                </saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="%3$s" \
                SessionIndex="s"><saml:AuthnContext><saml:AuthnContextClassRef>https://refeds.org/profile/mfa\
                </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>%7$s\
                </saml:AttributeStatement></saml:Assertion></samlp:Response>""".formatted(SAMLP, SAML, issued, endpoint, issuer, issued.plusSeconds(300), attributesXml(), audience);
    }

    private String attributesXml() {
        return attributes.entrySet().stream()
                .map(attribute -> "<saml:Attribute Name=\"" + attribute.getKey() + "\">"
                        + attribute.getValue().stream()
                                .map(value ->
                                        "<saml:AttributeValue>" + Template.escape(value) + "</saml:AttributeValue>")
                                .collect(Collectors.joining())
                        + "</saml:Attribute>")
                .collect(Collectors.joining());
    }

    private Document document() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        byte[] xml = spoil.apply(xml()).getBytes(StandardCharsets.UTF_8);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private void sign(Document document, Element element) throws Exception {
        element.setIdAttribute("ID", true);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
                List.of(factory.newReference(
                        "#" + element.getAttribute("ID"),
                        factory.newDigestMethod(DigestMethod.SHA256, null),
                        List.of(
                                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                                factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                        null,
                        null)));
        Element afterIssuer =
                (Element) element.getElementsByTagNameNS(SAML, "Issuer").item(0).getNextSibling();
        DOMSignContext context = new DOMSignContext(signer.key(), element, afterIssuer);
        context.setDefaultNamespacePrefix("ds");
        factory.newXMLSignature(info, null).sign(context);
    }

    private static String text(Document document) throws Exception {
        StringWriter text = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
