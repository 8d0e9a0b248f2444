package io.github.keycloakawsmfa.seeds;

/**
 * A hardware token of a vendor's file.
 *
 * @param line of the file in which it begins, from 1
 * @param serial as printed on it: 1 to 64 letters, digits or {@code -_.:}, as in the file
 * @param owner whom the file names, or empty
 * @param manufacturer empty if the file does not say
 * @param model likewise
 */
public record Token(int line, String serial, String owner, String manufacturer, String model, Seed seed) {}
