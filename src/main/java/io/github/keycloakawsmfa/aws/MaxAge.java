package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import io.github.keycloakawsmfa.device.text.Excerpt;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.saml.SamlProtocol;

/** How old evidence may be: an ISO 8601 duration on the client and on each of its roles; the smallest counts. */
public final class MaxAge {

    /** Client attribute and role attribute. */
    public static final String ATTRIBUTE = "aws-mfa.max-age";

    /** Evidence is kept no longer than this: a longer setting counts as this. */
    public static final Duration LONGEST = EvidenceEntry.LIFE;

    /**
     * No evidence is fresh with a shorter one: the request with the code, and the redirect that may follow it, take
     * seconds on a busy server, so getting in would be a matter of chance.
     */
    public static final Duration SHORTEST = Duration.ofSeconds(10);

    /** For a client without a setting; AWS sessions last no longer either. */
    public static final Duration DEFAULT = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(MaxAge.class);

    private MaxAge() {}

    /**
     * Role ages count where the client's sign-ins may be guarded: a SAML client, or a marked one. Otherwise the user's
     * roles are not read, since Keycloak would query the database for them if the user is not cached.
     *
     * @return the smallest of the client's age, those of the client's roles that the user has, and {@link #LONGEST};
     *     never negative
     */
    public static Duration of(ClientModel client, UserModel user) {
        boolean haveAges =
                SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) || AwsClientSettings.isGuarded(client);
        return of(client, haveAges ? AwsRoles.of(client, user) : List.of());
    }

    /** Like {@link #of(ClientModel, UserModel)}, for the user's roles already read. */
    static Duration of(ClientModel client, List<RoleModel> ofUser) {
        Stream<String> roles = ofUser.stream().map(role -> role.getFirstAttribute(ATTRIBUTE));
        Duration ofClient = Stream.of(parse(client.getAttribute(ATTRIBUTE), DEFAULT), LONGEST)
                .min(Comparator.naturalOrder())
                .get();
        return roles.map(text -> parse(text, ofClient))
                .min(Comparator.naturalOrder())
                .filter(age -> age.compareTo(ofClient) < 0)
                .orElse(ofClient);
    }

    /**
     * Whether evidence can be fresh with this age: not if it cannot be read or is below {@link #SHORTEST}.
     *
     * @param text null or blank stands for the default
     */
    public static boolean isUsable(String text) {
        return text == null
                || text.isBlank()
                || read(text).filter(MaxAge::isLongEnough).isPresent();
    }

    /**
     * Whether it counts as {@link #LONGEST} because it is longer.
     *
     * @param text null or blank stands for the default
     */
    public static boolean isCapped(String text) {
        return text != null
                && !text.isBlank()
                && read(text).filter(age -> age.compareTo(LONGEST) > 0).isPresent();
    }

    /** An age that cannot be read or is too short counts as zero: evidence is then always too old, and the log says why. */
    static Duration parse(String text, Duration absent) {
        if (text == null || text.isBlank()) {
            return absent;
        }
        Optional<Duration> age = read(text);
        if (age.isEmpty()) {
            LOG.errorf(
                    "%s is not an ISO 8601 duration such as PT12H: '%s'. No evidence is fresh.",
                    ATTRIBUTE, Excerpt.of(text));
        }
        return age.filter(MaxAge::isLongEnough).orElse(Duration.ZERO);
    }

    private static boolean isLongEnough(Duration age) {
        return age.compareTo(SHORTEST) >= 0;
    }

    /**
     * What a text says, regardless of limits. Surrounding blanks are dropped.
     *
     * @param text not null
     * @return empty if it is not an ISO 8601 duration
     */
    public static Optional<Duration> read(String text) {
        try {
            return Optional.of(Duration.parse(text.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
