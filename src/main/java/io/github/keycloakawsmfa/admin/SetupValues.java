package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.device.FirstDevice;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each field of a set-up call may be. Each method gives the value or throws the sentence for the administrator. */
final class SetupValues {
    /** Shorter ages would have users type codes all the time: pages between code and gate take minutes. */
    static final Duration SHORTEST_MAX_AGE = Duration.ofMinutes(5);

    /** A code a day at least; an AWS session itself ends after 12 hours. */
    static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

    /** Keycloak's columns for client ids, role names and redirect URIs hold 255 characters. */
    private static final int COLUMN = 255;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1," + COLUMN + "}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private SetupValues() {}

    static Scope scope(String text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.id().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new BadCallException("\"scope\" must be \"client\" or \"realm\", not \"" + text + "\"."));
    }

    static FirstDevice firstDevice(String text) {
        return Arrays.stream(FirstDevice.values())
                .filter(known -> known.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadCallException(
                        "\"firstDevice\" must be \"password\" or \"ticket\", not \"" + text + "\"."));
    }

    static String clientId(String text) {
        if (!CLIENT_ID.matcher(text).matches()) {
            throw new BadCallException(
                    "\"clientId\" must be 1 to " + COLUMN + " visible ASCII characters without blanks.");
        }
        return text;
    }

    static AwsPartition partition(String text) {
        return AwsPartition.of(text).orElseThrow(() -> {
            String known =
                    Arrays.stream(AwsPartition.values()).map(AwsPartition::id).collect(Collectors.joining(", "));
            return new BadCallException("\"partition\" must be one of " + known + ", not \"" + text + "\".");
        });
    }

    static String provider(String text) {
        if (!isProvider(text)) {
            throw new BadCallException("\"provider\" must be the name of the SAML provider in AWS: 1 to 128 letters,"
                    + " digits, dots, underscores or hyphens, not \"" + text + "\".");
        }
        return text;
    }

    static boolean isProvider(String text) {
        return RolePair.isProviderName(text);
    }

    static void checkRoles(String account, List<String> roles, AwsPartition partition, String provider) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new BadCallException("\"accounts\" has \"" + account + "\": an AWS account id is 12 digits.");
        }
        for (String role : roles) {
            String name = account + "/" + role;
            if (name.length() > COLUMN
                    || !name.equals(name.strip())
                    || RolePair.parse(name, partition, provider).isEmpty()) {
                throw new BadCallException(
                        "\"accounts\" has the role \"" + role + "\" in " + account
                                + ": an AWS role name is 1 to 64 letters, digits or any of _+=.@- (a path may come before it).");
            }
        }
    }

    static String endpoint(String text) {
        URI uri = uri(text);
        boolean web = "https".equals(uri.getScheme())
                || "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        if (!web || uri.getHost() == null) {
            throw new BadCallException("\"endpoints\" has \"" + text
                    + "\": it must be an absolute https URL (http on this very machine only, for the demo).");
        }
        // A wildcard in a SAML client's redirect URIs has led assertions astray before (CVE-2026-18217).
        if (text.contains("*") || uri.getFragment() != null || uri.getUserInfo() != null || text.length() > COLUMN) {
            throw new BadCallException(
                    "\"endpoints\" has \"" + text + "\": it must be exact, without wildcard, fragment"
                            + " or user name, and no longer than " + COLUMN + " characters.");
        }
        return text;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new BadCallException("\"endpoints\" has \"" + text + "\", which is not a URL.");
        }
    }

    static Duration maxAge(String text) {
        Duration age;
        try {
            age = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadCallException(
                    "\"maxAge\" must be an ISO 8601 duration such as PT12H or PT30M, not \"" + text + "\".");
        }
        if (age.compareTo(SHORTEST_MAX_AGE) < 0 || age.compareTo(LONGEST_MAX_AGE) > 0) {
            throw new BadCallException("\"maxAge\" must be between " + SHORTEST_MAX_AGE + " and " + LONGEST_MAX_AGE
                    + ", not \"" + text + "\".");
        }
        return age;
    }
}
