package io.github.keycloakawsmfa.admin.check;

import static org.keycloak.models.AuthenticationExecutionModel.Requirement.ALTERNATIVE;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.CONDITIONAL;
import static org.keycloak.models.AuthenticationExecutionModel.Requirement.REQUIRED;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMfaFlow;
import io.github.keycloakawsmfa.admin.setup.FlowIdentity;
import io.github.keycloakawsmfa.admin.setup.FlowNode;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.login.VirtualMfaFormFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.ConfigurableAuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderFactory;

/** The browser flows by which users sign in to AWS: whether they can end, and in what we can recognise. */
record FlowCheck(KeycloakSessionFactory factory, RealmModel realm, AwsClients clients) implements Check {

    @Override
    public boolean isOvertakenBy(Set<Kind> kinds) {
        return kinds.contains(Kind.FLOW) || kinds.contains(Kind.FLOW_BINDING);
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        clients.setUp().stream()
                .flatMap(client -> AwsMfaFlow.usedBy(client).stream())
                .map(AuthenticationFlowModel::getId)
                .distinct()
                .map(realm::getAuthenticationFlowById)
                .forEach(flow -> look(flow.getAlias(), FlowNode.read(realm, flow), findings));
        return findings;
    }

    private void look(String alias, List<FlowNode> nodes, List<Finding> findings) {
        String where = "flow " + alias;
        dropped(nodes)
                .forEach(dropped -> findings.add(Finding.of(
                        FindingId.FLOW_ALTERNATIVES_DROPPED,
                        where,
                        "Beside a required step Keycloak drops the alternatives: " + String.join(", ", dropped) + ".",
                        "Put the alternatives into one required subflow, as in the flow " + AwsMfaFlow.ALIAS + ".")));
        if (AwsMfaFlow.endsInCode(nodes)) {
            AwsMfaFlow.source(realm, alias)
                    .map(source -> FlowIdentity.of(FlowNode.read(realm, source)))
                    .ifPresent(source -> compare(where, FlowIdentity.of(nodes), source, findings));
        }
        List<String> unproven = new WithoutFirstFactor(this::category)
                .steps(nodes).stream().filter(id -> step(id) != null).toList();
        if (!unproven.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.FIRST_FACTOR_UNKNOWN,
                    where,
                    "Users who sign in by " + String.join(", ", unproven) + " alone prove nothing that is known as a"
                            + " first factor, unless that step names its credential type when it succeeds: they can"
                            + " assign no device, and are asked to sign in again and again.",
                    "Let a password, a passkey, a certificate, Kerberos or an identity provider come before it, or name"
                            + " its type by --spi-credential--virtual-mfa--first-factors."));
        }
        nodes.stream().flatMap(FlowNode::steps).distinct().forEach(id -> authenticator(where, id, findings));
    }

    /** The alternatives that Keycloak drops, per flow (26.7.3, DefaultAuthenticationFlow). */
    private Stream<List<String>> dropped(List<FlowNode> nodes) {
        boolean needed = nodes.stream()
                .filter(node -> node.is(REQUIRED) || node.is(CONDITIONAL))
                .anyMatch(node -> !(step(node.name()) instanceof ConditionalAuthenticatorFactory));
        List<String> alternatives = nodes.stream()
                .filter(node -> node.is(ALTERNATIVE))
                .map(FlowNode::name)
                .toList();
        Stream<List<String>> here = needed && !alternatives.isEmpty() ? Stream.of(alternatives) : Stream.empty();
        return Stream.concat(
                here,
                nodes.stream()
                        .filter(node -> node.isUsed() && node.isSubflow())
                        .flatMap(node -> dropped(node.children())));
    }

    private static void compare(String where, FlowIdentity ours, FlowIdentity source, List<Finding> findings) {
        List<String> ahead = ours.stepsMissingIn(source);
        List<String> behind = ahead.isEmpty() ? source.missingIn(ours) : source.stepsMissingIn(ours);
        if (!behind.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.FLOW_BEHIND,
                    where,
                    "The flow that it was copied from now does what this one does not: " + String.join(", ", behind)
                            + ".",
                    "Put it into this flow, before the code, if they need it."));
        }
        if (!ahead.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.FLOW_AHEAD,
                    where,
                    "This flow still does what the flow that it was copied from no longer does: "
                            + String.join(", ", ahead) + ".",
                    "Take it out of this flow as well, unless AWS needs it."));
        }
    }

    private void authenticator(String where, String id, List<Finding> findings) {
        ProviderFactory<?> authenticator = step(id);
        if (authenticator == null) {
            findings.add(Finding.of(
                    FindingId.AUTHENTICATOR_MISSING,
                    where,
                    "The step " + id + " is missing on this server, so the sign-in stops there.",
                    "Put its JAR back on every node, or take the step out of the flow."));
        } else if (!(authenticator instanceof VirtualMfaFormFactory)
                && !(authenticator instanceof ConditionalAuthenticatorFactory)
                && !authenticator.getClass().getName().startsWith("org.keycloak.")) {
            findings.add(Finding.of(
                    FindingId.FOREIGN_AUTHENTICATOR,
                    where,
                    "The step " + id + " is not Keycloak's. Where it alone proves who the user is, the plugin cannot"
                            + " tell: no device can be assigned, and the user is asked to sign in again and again.",
                    "Have it name the credential type when it succeeds, or let a step of Keycloak's come before it."));
        }
    }

    /** @return null if the step is missing, or its factory names no type */
    private String category(String id) {
        return step(id) instanceof ConfigurableAuthenticatorFactory known ? known.getReferenceCategory() : null;
    }

    /** @return null if there is none with that id */
    private ProviderFactory<?> step(String id) {
        return factory.getProviderFactory(Authenticator.class, id);
    }
}
