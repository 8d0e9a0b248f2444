package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.RoleHolders;
import io.github.keycloakawsmfa.internals.UserQuery;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Which users a walk is about.
 *
 * @param beginning of the username, in lower case; empty for any
 * @param device whether they have a device; empty for either
 * @param group of whose groups they are a direct member of one; empty for any
 * @param role which role they have; empty for any
 * @param ledgerWord a word that is in the ledger rows of all who are meant, and maybe of others; empty for any
 */
record UserFilter(
        String beginning,
        Optional<Boolean> device,
        Optional<Set<String>> group,
        Optional<RoleHolders> role,
        Optional<String> ledgerWord) {

    static final UserFilter EVERYBODY =
            new UserFilter("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The query parameters {@code group} and {@code role}, and the name's beginning in another one. */
    static UserFilter parse(
            StrictQuery query,
            String nameParameter,
            KeycloakSession session,
            RealmModel realm,
            Collection<ClientModel> awsClients) {
        return new UserFilter(
                query.text(nameParameter)
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .orElse(""),
                Optional.empty(),
                query.text("group").map(path -> group(path, session, realm)),
                query.text("role").map(name -> roles(name, session, realm, awsClients)),
                Optional.empty());
    }

    UserFilter withDevice(Optional<Boolean> some) {
        return new UserFilter(beginning, some, group, role, ledgerWord);
    }

    UserFilter withLedgerWord(Optional<String> word) {
        return new UserFilter(beginning, device, group, role, word);
    }

    private static Set<String> group(String path, KeycloakSession session, RealmModel realm) {
        GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, path);
        if (group == null) {
            throw new BadCallException(
                    "\"group\": there is no group \"" + path + "\". It is a path, such as /staff/ops.");
        }
        return RoleHolders.withSubgroups(Stream.of(group));
    }

    private static RoleHolders roles(
            String name, KeycloakSession session, RealmModel realm, Collection<ClientModel> awsClients) {
        List<RoleModel> roles = awsClients.stream()
                .flatMap(client -> Stream.ofNullable(client.getRole(name)))
                .toList();
        if (roles.isEmpty()) {
            throw new BadCallException("\"role\": no client for AWS has a role \"" + name
                    + "\". It is the name of a client role, such as 123456789012/Admin.");
        }
        return RoleHolders.of(session, realm, roles);
    }

    /** For those in Keycloak's own tables. */
    UserQuery query(RealmModel realm) {
        UserQuery query = new UserQuery(realm);
        if (!beginning.isEmpty()) {
            query.startingWith(beginning);
        }
        device.ifPresent(some -> query.having(VirtualMfaDevice.TYPE, some));
        group.ifPresent(query::in);
        role.ifPresent(query::having);
        ledgerWord.ifPresent(word -> query.and("exists (select l.userId from LedgerEntity l"
                + " where l.realmId = u.realmId and l.userId = u.id and l.state like '%\"" + word + "\"%')"));
        return query;
    }

    /** For those of other stores, who are read one by one. */
    boolean takes(UserEntry user) {
        return user.username().startsWith(beginning)
                && device.map(some -> some == user.devices().any()).orElse(true)
                && group.map(wanted -> meet(wanted, user.groupIds())).orElse(true)
                && role.map(wanted ->
                                meet(wanted.roleIds(), user.roleIds()) || meet(wanted.groupIds(), user.groupIds()))
                        .orElse(true);
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return others.stream().anyMatch(some::contains);
    }
}
