package io.github.keycloakawsmfa.admin.migration;

import java.nio.charset.StandardCharsets;
import org.keycloak.models.utils.HmacOTP;

/** What an app shows that counts its codes, by Keycloak's own implementation of RFC 4226. */
final class HotpCodes {

    private HotpCodes() {}

    static String at(String secret, int counter) {
        return new HmacOTP(6, "HmacSHA1", 1).generateHOTP(secret.getBytes(StandardCharsets.UTF_8), counter);
    }
}
