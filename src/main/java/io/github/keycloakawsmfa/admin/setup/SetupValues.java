package io.github.keycloakawsmfa.admin.setup;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.aws.Reminders;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.login.LostDevice;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What each field of a set-up call may be. Each method returns the value or throws the sentence for the administrator. */
public final class SetupValues {
    /** Shorter ages would make users type codes all the time: pages between code and gate take minutes. */
    static final Duration SHORTEST_MAX_AGE = Duration.ofMinutes(5);

    /** At least a code a day; an AWS session itself ends after 12 hours. */
    static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

    /** Keycloak's columns for client ids, role names and redirect URIs hold 255 characters. */
    static final int COLUMN = 255;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern CLIENT_ID =
            Pattern.compile("(?!\\s)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1," + COLUMN + "}(?<!\\s)");

    private SetupValues() {}

    static Scope scope(String text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.id().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new BadCallException("\"scope\" must be \"client\" or \"realm\", not \"" + text + "\"."));
    }

    static FirstDevice firstDevice(String text) {
        return FirstDevice.read(text)
                .orElseThrow(() -> new BadCallException(
                        "\"firstDevice\" must be \"password\" or \"ticket\", not \"" + text + "\"."));
    }

    static String lostDevice(String text) {
        LostDevice.fault(text).ifPresent(fault -> {
            throw new BadCallException("\"lostDevice\" " + fault + ".");
        });
        return text.strip();
    }

    static Reminders reminders(String text) {
        return Reminders.read(text)
                .orElseThrow(() ->
                        new BadCallException("\"reminders\" must be \"weekly\" or \"off\", not \"" + text + "\"."));
    }

    static String clientId(String text) {
        if (!CLIENT_ID.matcher(text).matches()) {
            throw new BadCallException(
                    "\"clientId\" must be 1 to " + COLUMN + " visible characters, without blanks at its ends.");
        }
        return text;
    }

    /** As in the body of a call: Keycloak allows quotes and backslashes in a client id. */
    public static String quoted(String clientId) {
        return TextNode.valueOf(clientId).toString();
    }

    static AwsPreset preset(String text) {
        return AwsClientSettings.preset(text)
                .orElseThrow(() -> new BadCallException(
                        "\"preset\" must be \"iam\" or \"identity-center\", not \"" + text + "\"."));
    }

    static AwsPartition partition(String text) {
        return AwsClientSettings.partition(text)
                .orElseThrow(() -> new BadCallException(
                        "\"partition\" must be one of " + AwsPartition.ids(", ") + ", not \"" + text + "\"."));
    }

    static String provider(String text) {
        return AwsClientSettings.provider(text)
                .orElseThrow(() -> new BadCallException(
                        "\"provider\" must be the name of the SAML provider in AWS: 1 to 128 letters,"
                                + " digits, dots, underscores or hyphens, not \"" + text + "\"."));
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

    static Duration maxAge(String text) {
        Duration age = MaxAge.read(text)
                .orElseThrow(() -> new BadCallException(
                        "\"maxAge\" must be an ISO 8601 duration such as PT12H or PT30M, not \"" + text + "\"."));
        if (age.compareTo(SHORTEST_MAX_AGE) < 0 || age.compareTo(LONGEST_MAX_AGE) > 0) {
            throw new BadCallException("\"maxAge\" must be between " + SHORTEST_MAX_AGE + " and " + LONGEST_MAX_AGE
                    + ", not \"" + text + "\".");
        }
        return age;
    }
}
