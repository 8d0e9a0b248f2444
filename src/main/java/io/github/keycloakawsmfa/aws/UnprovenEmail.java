package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * IAM Identity Center knows its users by e-mail address, and Keycloak lets users change theirs: one that is not verified
 * may be anybody's, and would sign in as him.
 */
public record UnprovenEmail() implements DeadEnd {

    static Optional<UnprovenEmail> foreseen(AuthenticationSessionModel authSession, UserModel user) {
        boolean keycloakAsks = authSession.getRealm().isVerifyEmail();
        return AwsClientSettings.preset(authSession.getClient()) == AwsPreset.IDENTITY_CENTER
                        && AwsClientSettings.isGuarded(authSession.getClient())
                        && !keycloakAsks
                        && !isProved(user)
                ? Optional.of(new UnprovenEmail())
                : Optional.empty();
    }

    /** Keycloak takes the mark away when a user changes his address. */
    static boolean isProved(UserModel user) {
        return user.getEmail() != null && !user.getEmail().isBlank() && user.isEmailVerified();
    }
}
