package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.model.AwsAccount;
import io.github.keycloakawsmfa.aws.model.CloudFormation;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.aws.model.Terraform;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What AWS has to know of the realm and its roles, generated for the accounts at hand. */
final class TrustDocuments {

    private final Administrator administrator;

    TrustDocuments(Administrator administrator) {
        this.administrator = administrator;
    }

    String metadata() {
        administrator.auth().realm().requireViewRealm();
        administrator.requireNoQuery();
        return Metadata.of(administrator.session(), administrator.realm());
    }

    Map<String, Object> trustPolicy() {
        AwsAccount account = account("role");
        String name = Calls.valid(() -> query("role")
                .text("role")
                .orElseThrow(() -> new BadCallException("\"role\" is missing: its name, as in AWS.")));
        return account.trust().document(role(account, name).providerArn());
    }

    Map<String, Object> cloudFormation() {
        return CloudFormation.template(account());
    }

    Map<String, Object> terraform() {
        return Terraform.configuration(account());
    }

    /** Needs view-realm and view-clients. */
    private AwsAccount account(String... more) {
        administrator.auth().realm().requireViewRealm();
        administrator.auth().clients().requireView();
        String metadata = Metadata.of(administrator.session(), administrator.realm());
        return Calls.valid(() -> {
            StrictQuery query = query(more);
            return AwsAccounts.of(administrator.realm(), query.text("clientId").orElse(null))
                    .account(query.text("account").orElse(null), metadata);
        });
    }

    private StrictQuery query(String... more) {
        String[] known =
                Stream.concat(Stream.of("account", "clientId"), Stream.of(more)).toArray(String[]::new);
        return StrictQuery.parse(administrator.session().getContext().getUri().getQueryParameters(), known);
    }

    private static RolePair role(AwsAccount account, String name) {
        List<RolePair> found = account.roles().stream()
                .filter(role -> role.roleName().equals(name) || (role.rolePath() + role.roleName()).equals("/" + name))
                .toList();
        if (found.isEmpty()) {
            throw new NotFoundException("The client has no role " + name + " in account " + account.id());
        }
        return found.get(0);
    }
}
