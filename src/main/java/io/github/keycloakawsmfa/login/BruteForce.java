package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.internals.FailedLogin;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Keycloak's brute-force protection: asked before a code is checked, and notified of every wrong code exactly once.
 *
 * <p>The flow must not count as well: {@code DefaultAuthenticationFlow} of 26.4.7 counts every failed challenge, that
 * of 26.7.3 none of our category. So pages answer a wrong code with a plain challenge, and it is counted here, as
 * category {@code otp}, the only second-factor category that the protectors of 26.6.4 and 26.7.3 accept.
 */
public final class BruteForce {

    private static final Logger LOG = Logger.getLogger(BruteForce.class);

    private static final Optional<FailedLogin> FAILED_LOGIN = FailedLogin.of(BruteForceProtector.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();

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
        return FailedLogin.lock(protector, session, realm, user);
    }

    /**
     * What this release of Keycloak lacks of what is looked up in it by name, because releases differ in it; Java itself
     * links all else.
     *
     * @return one sentence each, without a full stop, with the consequence; empty if nothing is missing
     */
    public static List<String> lacking() {
        return FAILED_LOGIN.isPresent()
                ? List.of()
                : List.of(
                        "it has no BruteForceProtector.failedLogin with parameters that the plugin knows: wrong codes count"
                                + " in the plugin's own throttle, and not in Keycloak's brute-force protection");
    }

    /** Throws nothing: the code was wrong, whoever counts it, and the ledger has already counted it. */
    void wrongCode(UserModel user) {
        if (!realm.isBruteForceProtected()) {
            return;
        }
        if (FAILED_LOGIN.isEmpty()) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.error("This release of Keycloak has no known BruteForceProtector.failedLogin:"
                        + " its brute-force protection counts no wrong codes, only the plugin's own throttle does");
            }
            return;
        }
        try {
            FAILED_LOGIN
                    .get()
                    .tell(
                            protector,
                            realm,
                            user,
                            session.getContext().getConnection(),
                            session.getContext().getHttpRequest().getUri());
        } catch (InvocationTargetException e) {
            LOG.errorf(
                    e.getCause(),
                    "Keycloak's brute-force protection could not count a wrong code of user %s in realm %s",
                    user.getId(),
                    realm.getName());
        }
    }
}
