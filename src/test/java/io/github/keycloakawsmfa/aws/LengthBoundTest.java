package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.protocol.ExtensionsType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.saml.SAML2LoginResponseBuilder;
import org.keycloak.saml.common.util.DocumentUtil;
import org.w3c.dom.Element;

@Label("The bound of a response's length")
class LengthBoundTest {

    private static final ResponseSize SIGNED_TWICE = new ResponseSize(4_000, 4_000, false);
    private static final ResponseSize ENCRYPTED = new ResponseSize(4_000, 4_000, true);

    @Property(tries = 500)
    @Label("is never below what its XML has")
    void isABound(
            @ForAll @Size(max = 20) List<@StringLength(max = 60) @CharRange(from = '\t', to = '\ud7ff') String> texts,
            @ForAll @Size(max = 20) List<@StringLength(max = 60) @CharRange(from = ' ', to = '~') String> ascii,
            @ForAll @IntRange(max = 3) int nulls) {
        ResponseType response = response();
        texts.forEach(text -> attribute(response, xml(text), xml(text + text)));
        ascii.forEach(text -> attribute(response, text, text));
        IntStream.range(0, nulls).forEach(i -> attribute(response, "nothing", null));

        assertThat(LengthBound.of(response)).isGreaterThanOrEqualTo(ResponseSize.bytes(response));
    }

    @Test
    void everyTextCounts() {
        String text = "\"<ü\u2028>&'\ud83d\ude00\n".repeat(1_000);
        Stream<BiConsumer<ResponseType, AssertionType>> places = Stream.of(
                (response, assertion) -> response.setDestination(text),
                (response, assertion) -> response.setConsent(text),
                (response, assertion) -> response.setInResponseTo(text),
                (response, assertion) -> response.getStatus().setStatusMessage(text),
                (response, assertion) -> response.getIssuer().setValue(text),
                (response, assertion) -> name(assertion).setValue(text),
                (response, assertion) -> name(assertion).setNameQualifier(text),
                (response, assertion) -> name(assertion).setSPNameQualifier(text),
                (response, assertion) -> name(assertion).setSPProvidedID(text),
                (response, assertion) -> name(assertion).setFormat(URI.create("urn:" + "ü".repeat(5_000))),
                (response, assertion) -> confirmation(assertion).setMethod(text),
                (response, assertion) -> confirmation(assertion).setNameID(nameId(text)),
                (response, assertion) ->
                        confirmation(assertion).getSubjectConfirmationData().setRecipient(text),
                (response, assertion) ->
                        confirmation(assertion).getSubjectConfirmationData().setAddress(text),
                (response, assertion) ->
                        confirmation(assertion).getSubjectConfirmationData().setInResponseTo(text),
                (response, assertion) -> authn(assertion).setSessionIndex(text),
                (response, assertion) -> audience(assertion, "urn:" + "ü".repeat(5_000)),
                (response, assertion) -> attribute(response, text, "value"),
                (response, assertion) -> attribute(response, "name", text));
        places.forEach(place -> {
            ResponseType response = response();
            int before = ResponseSize.bytes(response);
            place.accept(response, response.getAssertions().get(0).getAssertion());

            int bytes = ResponseSize.bytes(response);
            assertThat(bytes).isGreaterThan(before + 5_000);
            assertThat(LengthBound.of(response)).isGreaterThanOrEqualTo(bytes);
        });
    }

    static Stream<Consumer<ResponseType>> strangers() {
        return Stream.of(
                response -> response.setExtensions(new ExtensionsType()),
                response -> attribute(response, "xml").addAttributeValue(element()),
                response -> attribute(response, "id").addAttributeValue(new NameIDType()),
                response -> attribute(response, "other").getOtherAttributes().put(new QName("urn:x", "x", "x"), "y"),
                response -> authn(response.getAssertions().get(0).getAssertion())
                        .getAuthnContext()
                        .addAuthenticatingAuthority(URI.create("urn:x")));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whatIsSeldomThereIsNotReckoned(Consumer<ResponseType> stranger) {
        ResponseType response = response();
        assertThat(SIGNED_TWICE.surelyFits(response)).isTrue();
        stranger.accept(response);

        assertThat(SIGNED_TWICE.surelyFits(response)).isFalse();
    }

    /** So nothing is serialised at an ordinary sign-in. */
    @Test
    void fiftyOfTheLongestRolesFitForSure() {
        ResponseType response = response();
        for (int i = 0; i < 12; i++) {
            attribute(response, "urn:oid:0.9.2342.19200300.100.1." + i, "some.body.of.the.usual.length@example.com");
        }
        AttributeType roles = attribute(response, AwsAttributes.ROLE);
        for (int i = 100; i < 150; i++) {
            roles.addAttributeValue("arn:aws-us-gov:iam::123456789012:role/" + "r".repeat(61) + i
                    + ",arn:aws-us-gov:iam::123456789012:saml-provider/" + "p".repeat(128));
        }
        assertThat(SIGNED_TWICE.surelyFits(response)).isTrue();
        assertThat(ENCRYPTED.surelyFits(response)).isTrue();
    }

    @Test
    void oneLongTextDoesNot() {
        ResponseType response = response();
        attribute(response, "photo", "x".repeat(55_000));
        assertThat(SIGNED_TWICE.surelyFits(response))
                .as("some 70,000 bytes with both signatures")
                .isTrue();
        assertThat(ENCRYPTED.surelyFits(response)).as("by a third longer").isFalse();
        assertThat(new ResponseSize(15_000, 0, false).surelyFits(response))
                .as("with a long certificate")
                .isFalse();

        attribute(response, "photo", "x".repeat(55_000));
        assertThat(SIGNED_TWICE.surelyFits(response)).isFalse();
    }

    @Test
    void costsHardlyAnyMemory() {
        ResponseType response = response();
        attribute(response, "name", "value");
        SIGNED_TWICE.surelyFits(response);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        SIGNED_TWICE.surelyFits(response);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8_000);
    }

    private static ResponseType response() {
        try {
            return new SAML2LoginResponseBuilder()
                    .issuer("https://keycloak.example.com/realms/demo")
                    .destination("https://signin.aws.amazon.com/saml")
                    .requestIssuer("urn:amazon:webservices")
                    .requestID("_request")
                    .nameIdentifier("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "G-alice")
                    .sessionIndex("session::client")
                    .sessionExpiration(36_000)
                    .subjectExpiration(300)
                    .assertionExpiration(300)
                    .includeOneTimeUseCondition(true)
                    .buildModel();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What XML cannot hold, a mapper cannot write. */
    private static String xml(String text) {
        return text.replaceAll("[\\x0b\\x0c\\x0e-\\x1f]", "");
    }

    private static void attribute(ResponseType response, String name, String value) {
        attribute(response, name).addAttributeValue(value);
    }

    private static AttributeType attribute(ResponseType response, String name) {
        AttributeType attribute = new AttributeType(name);
        attribute.setFriendlyName(name);
        attribute.setNameFormat(name);
        AttributeStatementType statement = new AttributeStatementType();
        statement.addAttribute(new ASTChoiceType(attribute));
        response.getAssertions().get(0).getAssertion().addStatement(statement);
        return attribute;
    }

    private static void audience(AssertionType assertion, String audience) {
        AudienceRestrictionType restriction = new AudienceRestrictionType();
        restriction.addAudience(URI.create(audience));
        assertion.getConditions().addCondition(restriction);
    }

    private static NameIDType name(AssertionType assertion) {
        return (NameIDType) assertion.getSubject().getSubType().getBaseID();
    }

    private static NameIDType nameId(String value) {
        NameIDType name = new NameIDType();
        name.setValue(value);
        return name;
    }

    private static SubjectConfirmationType confirmation(AssertionType assertion) {
        return assertion.getSubject().getConfirmation().get(0);
    }

    private static AuthnStatementType authn(AssertionType assertion) {
        return assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(AuthnStatementType.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Element element() {
        try {
            return DocumentUtil.createDocument().createElement("x");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
