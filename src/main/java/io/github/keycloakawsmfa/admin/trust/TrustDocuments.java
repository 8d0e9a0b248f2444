package io.github.keycloakawsmfa.admin.trust;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.aws.model.AwsAccount;
import io.github.keycloakawsmfa.aws.model.AwsAccount.FederatedRole;
import io.github.keycloakawsmfa.aws.model.CloudFormation;
import io.github.keycloakawsmfa.aws.model.Terraform;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.services.ErrorResponse;

/** What AWS has to know about the realm and its roles, generated for the accounts at hand. */
public final class TrustDocuments {

    private final AdminRequest administrator;

    public TrustDocuments(AdminRequest administrator) {
        this.administrator = administrator;
    }

    public String metadata() {
        administrator.auth().realm().requireViewRealm();
        administrator.requireNoQuery();
        return Metadata.of(administrator.session(), administrator.realm());
    }

    public Map<String, Object> trustPolicy() {
        AwsAccount account = account("role");
        String name = query("role")
                .text("role")
                .orElseThrow(() -> new BadCallException("\"role\" is missing: its name, as in AWS."));
        return account.trust().document(role(account, name).providerArns());
    }

    public Map<String, Object> cloudFormation() {
        return CloudFormation.template(possible(account()));
    }

    public Map<String, Object> terraform() {
        return Terraform.configuration(possible(account()));
    }

    /** Needs view-realm and view-clients. */
    private AwsAccount account(String... more) {
        administrator.auth().realm().requireViewRealm();
        administrator.auth().clients().requireView();
        String metadata = Metadata.of(administrator.session(), administrator.realm());
        StrictQuery query = query(more);
        String account = query.text("account").orElse(null);
        return AwsAccounts.of(
                        administrator.session(),
                        administrator.realm(),
                        query.text("clientId").orElse(null),
                        account)
                .account(account, metadata);
    }

    private StrictQuery query(String... more) {
        String[] known =
                Stream.concat(Stream.of("account", "clientId"), Stream.of(more)).toArray(String[]::new);
        return StrictQuery.of(administrator.session(), known);
    }

    private static FederatedRole role(AwsAccount account, String name) {
        List<FederatedRole> found = account.roles().stream()
                .filter(role -> role.name().equals(name) || role.wholeName().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new NotFoundException("The client has no role " + name + " in account " + account.id());
        }
        return found.stream()
                .filter(role -> found.size() == 1 || role.wholeName().equals(name))
                .findFirst()
                .orElseThrow(() -> ErrorResponse.error(
                        "Say in \"role\" which one is meant, with its path: " + names(found) + ".",
                        Response.Status.BAD_REQUEST));
    }

    private static AwsAccount possible(AwsAccount account) {
        account.roles().stream()
                .map(role -> account.rolesNamed(role.name()))
                .filter(same -> same.size() > 1)
                .findFirst()
                .ifPresent(same -> {
                    throw ErrorResponse.error(
                            "AWS has one role of a name in an account, whatever its path and its case: of "
                                    + names(same) + " the client must have one only.",
                            Response.Status.CONFLICT);
                });
        return account;
    }

    private static String names(List<FederatedRole> roles) {
        return roles.stream().map(FederatedRole::wholeName).collect(Collectors.joining(", "));
    }
}
