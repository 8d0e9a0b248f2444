package io.github.keycloakawsmfa.seeds;

/**
 * A hardware token of a vendor's file.
 *
 * @param line of the file in which it begins, from 1
 * @param serial as printed on it: 1 to 64 letters, digits or {@code -_.:}, as in the file
 * @param owner whom the file names, or empty
 * @param manufacturer empty if the file does not say
 * @param model likewise
 * @param drift token's clock minus true time in time steps, as the file says; 0 if it does not
 */
public record Token(int line, String serial, String owner, String manufacturer, String model, Seed seed, long drift) {}
