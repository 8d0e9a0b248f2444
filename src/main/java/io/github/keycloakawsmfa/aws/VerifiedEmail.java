package io.github.keycloakawsmfa.aws;

import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;

/**
 * IAM Identity Center knows its users by e-mail address, and Keycloak lets users change theirs: one that is not verified
 * may be anybody's, and would sign in as that person.
 */
final class VerifiedEmail {

    private VerifiedEmail() {}

    /** Whether the user has one. Keycloak takes the mark away when the address is changed. */
    static boolean isThere(UserModel user) {
        return user.getEmail() != null && !user.getEmail().isBlank() && user.isEmailVerified();
    }

    /** Whether Keycloak has the address verified by itself after the flow: it asks nobody without an address (VerifyEmail, 26.7.3). */
    static boolean isAskedFor(RealmModel realm, UserModel user) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(UserModel.RequiredAction.VERIFY_EMAIL.name());
        return realm.isVerifyEmail()
                && action != null
                && action.isEnabled()
                && user.getEmail() != null
                && !user.getEmail().isBlank();
    }
}
