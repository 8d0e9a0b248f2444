package io.github.keycloakawsmfa.admin.check;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.admin.setup.FlowNode;
import io.github.keycloakawsmfa.evidence.FirstFactors;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.access.DenyAccessAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.IdentityProviderAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.UsernameFormFactory;
import org.keycloak.authentication.authenticators.x509.X509ClientCertificateAuthenticatorFactory;
import org.keycloak.organization.authentication.authenticators.browser.OrganizationAuthenticatorFactory;

/**
 * The ways through a flow on which nothing that counts as primary authentication proves who the user is: users who come
 * by them are asked to sign in again, and come by them again.
 *
 * @param category of an authenticator's id, the credential type that its factory refers to; null for none
 */
record WithoutFirstFactor(UnaryOperator<String> category) {

    /** Identity providers prove it, as does the certificate, whose factory refers to no type (26.7.3). */
    private static final Set<String> PROVING = Set.of(
            IdentityProviderAuthenticatorFactory.PROVIDER_ID,
            OrganizationAuthenticatorFactory.ID,
            X509ClientCertificateAuthenticatorFactory.PROVIDER_ID);

    /** Its factory refers to passwords, which it leaves to the next form. */
    private static final String NAME_ONLY = UsernameFormFactory.PROVIDER_ID;

    /** Nobody signs in by them: a cookie is from an earlier sign-in, and the other one refuses everybody. */
    private static final Set<String> NO_SIGN_IN =
            Set.of(CookieAuthenticatorFactory.PROVIDER_ID, DenyAccessAuthenticatorFactory.PROVIDER_ID);

    /** @return the ids of the steps on such ways, each once; of all steps if the flow has no other way; empty if all is well */
    List<String> steps(List<FlowNode> flow) {
        List<FlowNode> identity = flow.stream().filter(node -> !node.isCode()).toList();
        if (identity.stream().flatMap(FlowNode::steps).noneMatch(this::proves)) {
            return identity.stream().flatMap(FlowNode::steps).distinct().toList();
        }
        return passes(identity)
                ? identity.stream().flatMap(this::onTheWay).distinct().toList()
                : List.of();
    }

    /** As Keycloak runs a flow: alternatives beside a required step are dropped. A condition may hold for nobody. */
    private boolean passes(List<FlowNode> nodes) {
        boolean required = nodes.stream().anyMatch(node -> node.is(REQUIRED) || node.is(CONDITIONAL));
        return required
                ? nodes.stream().filter(node -> node.is(REQUIRED)).allMatch(this::passes)
                : nodes.stream().filter(node -> node.is(ALTERNATIVE)).anyMatch(this::passes);
    }

    private boolean passes(FlowNode node) {
        return node.children() == null
                ? !proves(node.name()) && !NO_SIGN_IN.contains(node.name())
                : passes(node.children());
    }

    private Stream<String> onTheWay(FlowNode node) {
        if (!(node.is(REQUIRED) || node.is(ALTERNATIVE)) || !passes(node)) {
            return Stream.empty();
        }
        return node.children() == null
                ? Stream.of(node.name())
                : node.children().stream().flatMap(this::onTheWay);
    }

    private boolean proves(String authenticator) {
        return PROVING.contains(authenticator)
                || (!authenticator.equals(NAME_ONLY) && FirstFactors.contains(category.apply(authenticator)));
    }
}
