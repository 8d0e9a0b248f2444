package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * IAM Identity Center knows its users by e-mail address, and Keycloak lets users change theirs: one that is not verified
 * may be anybody's, and would sign in as him.
 */
public record UnprovenEmail() implements DeadEnd {

    static Optional<UnprovenEmail> foreseen(AuthenticationSessionModel authSession, UserModel user) {
        ClientModel client = authSession.getClient();
        return AwsClientSettings.preset(client) == AwsPreset.IDENTITY_CENTER
                        && Guard.expected(client, authSession)
                        && !isProved(user)
                        && !keycloakAsks(authSession.getRealm(), user)
                ? Optional.of(new UnprovenEmail())
                : Optional.empty();
    }

    /** Whether Keycloak has the address verified by itself after this: it does not ask who has none (VerifyEmail, 26.7.3). */
    private static boolean keycloakAsks(RealmModel realm, UserModel user) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(UserModel.RequiredAction.VERIFY_EMAIL.name());
        return realm.isVerifyEmail()
                && action != null
                && action.isEnabled()
                && user.getEmail() != null
                && !user.getEmail().isBlank();
    }

    /** Keycloak takes the mark away when a user changes his address. */
    static boolean isProved(UserModel user) {
        return user.getEmail() != null && !user.getEmail().isBlank() && user.isEmailVerified();
    }
}
