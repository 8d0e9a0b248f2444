package io.github.keycloakawsmfa.login;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Keycloak's brute-force protection: asked before a code is looked at, told of every wrong code exactly once.
 *
 * <p>The flow must not count as well: {@code DefaultAuthenticationFlow} of 26.4.7 counts every failed challenge, that
 * of 26.7.3 none of our category. So pages answer a wrong code with a plain challenge, and it is counted here, as
 * category {@code otp}, the only one of a second factor that 26.7.3's protector takes.
 */
final class BruteForce {

    // failedLogin has four parameters in 26.4.7; the categories are the fifth in 26.7.3.
    private static final Method FAILED_LOGIN = Arrays.stream(BruteForceProtector.class.getMethods())
            .filter(method -> method.getName().equals("failedLogin"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("BruteForceProtector without failedLogin"));

    private final KeycloakSession session;
    private final RealmModel realm;
    private final BruteForceProtector protector;

    BruteForce(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.protector = session.getProvider(BruteForceProtector.class);
    }

    /** The event error of the lock that holds the user, or empty if none does. */
    Optional<String> lock(UserModel user) {
        return Optional.ofNullable(
                AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, realm, user));
    }

    /** @throws IllegalStateException if the count could not be handed over */
    void wrongCode(UserModel user) {
        if (!realm.isBruteForceProtected()) {
            return;
        }
        Object[] arguments = {
            realm,
            user,
            session.getContext().getConnection(),
            session.getContext().getHttpRequest().getUri(),
            Set.of(OTPCredentialModel.TYPE)
        };
        try {
            FAILED_LOGIN.invoke(protector, Arrays.copyOf(arguments, FAILED_LOGIN.getParameterCount()));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("A wrong code could not be counted", e);
        }
    }
}
