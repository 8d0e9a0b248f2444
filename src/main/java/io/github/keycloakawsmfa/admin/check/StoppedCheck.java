package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/** What an administrator may have switched off on purpose, so that nobody signs in: set-up leaves it alone. */
record StoppedCheck(RealmModel realm, AwsClients clients, Instant now) implements Check {

    @Override
    public List<Finding> run() {
        return Stream.concat(
                        clients.setUp().stream()
                                .filter(client -> !client.isEnabled())
                                .map(client -> Finding.of(
                                        FindingId.SIGN_IN_STOPPED,
                                        "client " + client.getClientId(),
                                        "The client is disabled, so nobody can sign in to AWS.",
                                        "Enable it in its settings, unless it is off on purpose.")),
                        notBefore())
                .toList();
    }

    private Stream<Finding> notBefore() {
        Instant notBefore = Instant.ofEpochSecond(realm.getNotBefore());
        return notBefore.isAfter(now)
                ? Stream.of(Finding.of(
                        FindingId.NOT_BEFORE_AHEAD,
                        "realm " + realm.getName(),
                        "The realm's not-before is " + notBefore + ", which lies ahead: no code counts until then.",
                        "Set it to now: Sessions, Revocation, Set to now."))
                : Stream.empty();
    }
}
