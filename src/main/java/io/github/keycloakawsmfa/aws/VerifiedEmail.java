package io.github.keycloakawsmfa.aws;

import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;

/**
 * IAM Identity Center knows its users by e-mail address, and Keycloak lets users change theirs: one that is not
 * verified may be anyone's, and would sign in as that person.
 */
final class VerifiedEmail {

    private VerifiedEmail() {}

    /** Whether the user has one. Keycloak clears the mark when the address changes. */
    static boolean isThere(UserModel user) {
        return hasAddress(user) && user.isEmailVerified();
    }

    /** Whether Keycloak itself has the address verified after the flow: not for users without one (VerifyEmail, 26.7.3). */
    static boolean isAskedFor(RealmModel realm, UserModel user) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(UserModel.RequiredAction.VERIFY_EMAIL.name());
        return realm.isVerifyEmail() && action != null && action.isEnabled() && hasAddress(user);
    }

    private static boolean hasAddress(UserModel user) {
        return user.getEmail() != null && !user.getEmail().isBlank();
    }
}
