package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a realm must use for a hole to be one there. */
public enum HoleCondition {
    ALWAYS,
    /** One that is enabled, of any kind. */
    IDENTITY_PROVIDER,
    SAML_IDENTITY_PROVIDER,
    /** Of administrators, in the version that a realm switches on by itself. */
    FINE_GRAINED_PERMISSIONS;

    /** @throws IllegalArgumentException if nothing has that wire name */
    @JsonCreator
    static HoleCondition of(String wireName) {
        return Arrays.stream(values())
                .filter(condition -> condition.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No condition is named " + wireName));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What holds in the realm of the session's context. */
    static Set<HoleCondition> in(KeycloakSession session, RealmModel realm) {
        Set<HoleCondition> found = EnumSet.of(ALWAYS);
        Brokers.enabled(session)
                .forEach(provider -> found.add(Brokers.isSaml(provider) ? SAML_IDENTITY_PROVIDER : IDENTITY_PROVIDER));
        if (found.contains(SAML_IDENTITY_PROVIDER)) {
            found.add(IDENTITY_PROVIDER);
        }
        if (realm.isAdminPermissionsEnabled()) {
            found.add(FINE_GRAINED_PERMISSIONS);
        }
        return found;
    }
}
