package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsDestination;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.RoleModel;

/**
 * What the gate reads from a finished SAML response, after the mappers and before anything is signed or encrypted. AWS
 * trusts the realm's key, so any client of the realm can be an AWS client: the content decides.
 */
final class GuardedResponse {

    private final ResponseType response;
    private final AuthenticatedClientSessionModel clientSession;
    private List<RoleModel> roles;

    GuardedResponse(ResponseType response, AuthenticatedClientSessionModel clientSession) {
        this.response = response;
        this.clientSession = clientSession;
    }

    /** Whether the response may leave only with evidence. */
    boolean isGuarded() {
        return AwsClientSettings.isGuarded(clientSession.getClient()) || isForAws();
    }

    /** Whether its own content says that it is for AWS: a client that is only marked may send others. */
    boolean isForAws() {
        return addresses().anyMatch(AwsDestination::mayReachAws)
                || audiences().anyMatch(AwsDestination::isAwsAudience)
                || assertions()
                        .flatMap(assertion -> new SamlAttributes(assertion).names())
                        .filter(Objects::nonNull)
                        .anyMatch(AwsAttributes::isAwsName);
    }

    /** Whether it is for IAM Identity Center, whatever the client: that knows its users by their NameID alone. */
    boolean isForIdentityCenter() {
        return AwsClientSettings.preset(clientSession.getClient()) == AwsPreset.IDENTITY_CENTER
                || Stream.concat(addresses(), audiences()).anyMatch(AwsDestination::isIdentityCenter);
    }

    /** Who the user is according to the assertion; empty without a plain NameID. */
    Optional<String> nameId() {
        return onlyAssertion()
                .map(AssertionType::getSubject)
                .map(SubjectType::getSubType)
                .map(SubjectType.STSubType::getBaseID)
                .filter(NameIDType.class::isInstance)
                .map(name -> ((NameIDType) name).getValue());
    }

    /** The assertion, if there is exactly one, it is not encrypted, and it says when its subject signed in. */
    Optional<AssertionType> onlyAssertion() {
        List<RTChoiceType> choices = response.getAssertions();
        return choices.size() == 1
                ? assertions()
                        .filter(assertion -> authnStatements(assertion).size() == 1)
                        .findFirst()
                : Optional.empty();
    }

    /** The client's roles that the user has. They are read once: what is written is what was judged. */
    List<RoleModel> roles() {
        if (roles == null) {
            roles = AwsRoles.of(
                    clientSession.getClient(), clientSession.getUserSession().getUser());
        }
        return roles;
    }

    ResponseType response() {
        return response;
    }

    /** @param assertion with the ID of the one that it replaces */
    void replaceAssertion(AssertionType assertion) {
        response.replaceAssertion(assertion.getID(), new RTChoiceType(assertion));
    }

    static List<AuthnStatementType> authnStatements(AssertionType assertion) {
        return assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(AuthnStatementType.class::cast)
                .toList();
    }

    private Stream<AssertionType> assertions() {
        return response.getAssertions().stream().map(RTChoiceType::getAssertion).filter(Objects::nonNull);
    }

    /** Usually one address, three times. */
    private Stream<String> addresses() {
        Stream<String> recipients = assertions()
                .map(AssertionType::getSubject)
                .filter(Objects::nonNull)
                .map(SubjectType::getConfirmation)
                .flatMap(List::stream)
                .map(SubjectConfirmationType::getSubjectConfirmationData)
                .filter(Objects::nonNull)
                .map(SubjectConfirmationDataType::getRecipient);
        return Stream.concat(Stream.of(response.getDestination(), clientSession.getRedirectUri()), recipients)
                .filter(Objects::nonNull)
                .distinct();
    }

    private Stream<String> audiences() {
        return assertions()
                .map(AssertionType::getConditions)
                .filter(Objects::nonNull)
                .map(ConditionsType::getConditions)
                .flatMap(List::stream)
                .filter(AudienceRestrictionType.class::isInstance)
                .flatMap(condition -> ((AudienceRestrictionType) condition).getAudience().stream())
                .map(URI::toString);
    }
}
