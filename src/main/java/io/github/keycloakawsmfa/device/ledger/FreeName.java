package io.github.keycloakawsmfa.device.ledger;

import java.util.function.Predicate;

/** A name like a label that nothing else of the user's has. */
final class FreeName {

    /** For a label that is no device name. */
    private static final String NAMELESS = "Authenticator app";

    private FreeName() {}

    /**
     * @param label as somebody else stored it; may be null
     * @return the label, where it is taken with the first number that is free
     */
    static String of(String label, Predicate<DeviceName> isTaken) {
        DeviceName wanted = DeviceName.parse(label).orElseGet(() -> new DeviceName(NAMELESS));
        DeviceName free = wanted;
        for (int number = 2; isTaken.test(free); number++) {
            free = numbered(wanted, number);
        }
        return free.value();
    }

    private static DeviceName numbered(DeviceName name, int number) {
        String suffix = " " + number;
        String value = name.value();
        int most = DeviceName.MAX_LENGTH - suffix.length();
        String cut = value.codePointCount(0, value.length()) <= most
                ? value
                : value.substring(0, value.offsetByCodePoints(0, most));
        return new DeviceName(cut.strip() + suffix);
    }
}
