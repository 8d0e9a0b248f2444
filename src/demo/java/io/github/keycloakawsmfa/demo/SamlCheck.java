package io.github.keycloakawsmfa.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What AWS makes of a SAML response. */
public sealed interface SamlCheck permits SamlCheck.Accepted, SamlCheck.Rejected {

    /**
     * A response that opens the role chooser: one role of it at least may be assumed.
     *
     * @param recipient the endpoint that the response is for: {@code saml:aud} of trust policies
     * @param roles at least one, in the order of the assertion
     * @param sessionDuration empty where the attribute is absent; AWS takes one hour then
     * @param sessionNotOnOrAfter the end of the identity provider's session, which shortens the console's
     * @param attributes every attribute of the assertion by its name
     */
    record Accepted(
            String issuer,
            String recipient,
            List<AwsRole> roles,
            String sessionName,
            Optional<String> sourceIdentity,
            SessionTags tags,
            Optional<Duration> sessionDuration,
            Optional<Instant> sessionNotOnOrAfter,
            String authnContextClassRef,
            Instant authnInstant,
            Map<String, List<String>> attributes,
            String nameId,
            String nameIdFormat)
            implements SamlCheck {

        private static final Duration CONSOLE_DEFAULT = Duration.ofHours(1);

        /** The lesser of the duration asked for and the end of the identity provider's session, as AWS has it. */
        Instant consoleEnds(Instant now) {
            Instant end = now.plus(sessionDuration.orElse(CONSOLE_DEFAULT));
            return sessionNotOnOrAfter
                    .filter(sessionEnd -> sessionEnd.isBefore(end))
                    .orElse(end);
        }
    }

    /**
     * A response that AWS turns away.
     *
     * @param reason what this stand-in saw, for whoever looks for the fault: AWS itself says less
     */
    record Rejected(AwsError error, String reason) implements SamlCheck {

        public int status() {
            return error.status();
        }

        public String awsText() {
            return error.text();
        }
    }
}
