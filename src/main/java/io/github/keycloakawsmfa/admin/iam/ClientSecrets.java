package io.github.keycloakawsmfa.admin.iam;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.client.ClientIdAndSecretAuthenticator;
import org.keycloak.authentication.authenticators.client.JWTClientSecretAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSecretConstants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The secrets that Keycloak takes from a client now: its own, and the one before it as long as its rotation allows. What
 * reads them in Keycloak has other signatures from 26.5 on (OIDCClientSecretConfigWrapper); the attributes are the same.
 */
record ClientSecrets(KeycloakSession session, ClientModel client) {

    /** In the order in which they are tried; none where the client proves itself by something else than a secret. */
    List<String> valid(Instant now) {
        return provesItselfBySecret() && !isOver(ClientSecretConstants.CLIENT_SECRET_EXPIRATION, now)
                ? Stream.concat(own().stream(), rotated(now).stream()).toList()
                : List.of();
    }

    /** A client with a key or a certificate may still have a secret, which then proves nothing. */
    private boolean provesItselfBySecret() {
        String way = Objects.requireNonNullElse(
                client.getClientAuthenticatorType(), ClientIdAndSecretAuthenticator.PROVIDER_ID);
        return Set.of(ClientIdAndSecretAuthenticator.PROVIDER_ID, JWTClientSecretAuthenticator.PROVIDER_ID)
                        .contains(way)
                && isTaken(way);
    }

    /** Whether the realm's flow for clients takes that way: its first required step alone, or any alternative. */
    private boolean isTaken(String way) {
        RealmModel realm = client.getRealm();
        List<AuthenticationExecutionModel> steps = realm.getAuthenticationExecutionsStream(
                        realm.getClientAuthenticationFlow().getId())
                .toList();
        return steps.stream()
                .filter(AuthenticationExecutionModel::isRequired)
                .findFirst()
                .map(Stream::of)
                .orElseGet(() -> steps.stream().filter(AuthenticationExecutionModel::isAlternative))
                .anyMatch(step -> way.equals(step.getAuthenticator()));
    }

    private Optional<String> own() {
        return inClear(client.getSecret());
    }

    private Optional<String> rotated(Instant now) {
        boolean counts =
                time(ClientSecretConstants.CLIENT_ROTATED_SECRET_CREATION_TIME).isPresent()
                        && time(ClientSecretConstants.CLIENT_ROTATED_SECRET_EXPIRATION_TIME)
                                .filter(end -> !end.isBefore(now))
                                .isPresent();
        return counts ? inClear(client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET)) : Optional.empty();
    }

    /** A secret may name an entry of the vault. */
    private Optional<String> inClear(String secret) {
        return Optional.ofNullable(secret)
                .map(stored -> session.vault().getStringSecret(stored).get().orElse(stored))
                .filter(clear -> !clear.isBlank());
    }

    /** What cannot be read counts as over. */
    private boolean isOver(String attribute, Instant now) {
        String written = client.getAttribute(attribute);
        return written != null
                && !written.equals("0")
                && time(attribute).filter(end -> !end.isBefore(now)).isEmpty();
    }

    private Optional<Instant> time(String attribute) {
        return Optional.ofNullable(client.getAttribute(attribute))
                .filter(seconds -> seconds.matches("[1-9][0-9]{0,10}"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    /** Redacted: secrets are not for logs. */
    @Override
    public String toString() {
        return "ClientSecrets[" + client.getClientId() + "]";
    }
}
