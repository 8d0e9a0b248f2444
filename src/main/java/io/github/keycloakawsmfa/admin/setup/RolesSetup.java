package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The client roles {@code ACCOUNT_ID/RoleName}. Missing ones are made; none is ever deleted or given to anybody. A role
 * that exists under another name for the same pair, such as the classic {@code roleArn,providerArn}, is not missing:
 * users have that one.
 */
record RolesSetup(RealmModel realm, SetupRequest request) implements SetupStep {

    private static final Kind WHAT = Kind.ROLE;

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(request.clientId());
        AwsPartition partition = AwsUrls.partition(request, client);
        String provider = ClientSettings.provider(request, client);
        PresentRoles present = PresentRoles.of(client);
        Map<String, RolePair> pairs = present.pairs(partition, provider);
        for (String name : request.roleNames()) {
            Optional<RolePair> wanted = RolePair.parse(name, partition, provider);
            Optional<String> same = nameOf(pairs, wanted.map(RolePair::value).orElse(""));
            Optional<String> rival = wanted.flatMap(role -> rivalOf(pairs, role));
            if (present.names().contains(name)) {
                plan.keep(WHAT, name, "");
            } else if (same.isPresent()) {
                plan.keep(WHAT, name, "is there as " + same.get());
            } else if (rival.isPresent()) {
                plan.conflict(
                        WHAT,
                        name,
                        "AWS has one role of a name in an account, whatever its path and its case, and this one is"
                                + " there as " + rival.get());
            } else {
                plan.create(
                        WHAT,
                        name,
                        "",
                        () -> realm.getClientByClientId(request.clientId()).addRole(name));
                wanted.ifPresent(role -> pairs.put(name, role));
            }
        }
    }

    private static Optional<String> nameOf(Map<String, RolePair> pairs, String value) {
        return pairs.entrySet().stream()
                .filter(present -> present.getValue().value().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A role at AWS may have two providers, so the same role behind another one is no rival. */
    private static Optional<String> rivalOf(Map<String, RolePair> pairs, RolePair wanted) {
        return pairs.entrySet().stream()
                .filter(present -> isRival(present.getValue(), wanted))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isRival(RolePair present, RolePair wanted) {
        return present.accountId().equals(wanted.accountId())
                && present.roleName().equalsIgnoreCase(wanted.roleName())
                && !present.roleArn().equals(wanted.roleArn());
    }
}
