package io.github.keycloakawsmfa.seeds.otpauth;

import io.github.keycloakawsmfa.seeds.Seed;

/**
 * One entry of an authenticator app, as a list has it.
 *
 * @param line of the list, from 1; several entries of one export URI share it
 * @param user whom the list names before the URI, or empty
 * @param account as the app shows it
 * @param issuer likewise, or empty
 * @param seed null if the entry cannot become a device
 * @param problem why it cannot, as {@link io.github.keycloakawsmfa.seeds.UnusableSeedException#word} says; else null
 */
public record ListedEntry(int line, String user, String account, String issuer, Seed seed, String problem) {

    /** Whose it is: named by the list, else its account. */
    public String owner() {
        return user.isEmpty() ? account : user;
    }
}
