package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.UndeliverableResponse.TooManyRoles;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.internals.RealmUrls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.saml.SAML2LoginResponseBuilder;
import org.keycloak.saml.common.exceptions.ConfigurationException;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.urls.UrlType;

/** Whether AWS accepts a response with all of a user's roles: it reads {@link ResponseSize#MOST} characters. */
final class RoleLimit {

    private static final Logger LOG = Logger.getLogger(RoleLimit.class);

    /** This many fit, even the longest: nothing is measured at an ordinary sign-in. Only the gate sees long tags. */
    private static final int FIT_ANYWAY = 50;

    /** Bytes that the reported number leaves for the unforeseen, such as the NameID. */
    private static final int RESERVE = 512;

    private RoleLimit() {}

    /** Only the gate sees what other mappers write. */
    static Optional<TooManyRoles> foreseen(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, List<String> pairs) {
        ClientModel client = authSession.getClient();
        return pairs.size() <= FIT_ANYWAY || !AwsClientDetector.leadsToAws(client, authSession)
                ? Optional.empty()
                : measured(() -> measure(
                        smallest(session, authSession, user, pairs), ResponseSize.of(session, client), pairs, RESERVE));
    }

    /**
     * Whether a finished response is too large.
     *
     * @param pairs the roles that were written into it
     */
    static Optional<TooManyRoles> in(
            ResponseType response, KeycloakSession session, ClientModel client, List<String> pairs) {
        return measured(() -> {
            ResponseSize size = ResponseSize.of(session, client);
            return size.surelyFits(response) ? Optional.empty() : measure(response, size, pairs, 0);
        });
    }

    /**
     * What cannot be measured is let through: no rule depends on it, as AWS itself refuses what is too large. A
     * Keycloak other than the one compiled against may have other classes here, and that must not keep anyone out.
     */
    private static Optional<TooManyRoles> measured(Supplier<Optional<TooManyRoles>> measurement) {
        try {
            return measurement.get();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A response for AWS could not be measured", e);
            return Optional.empty();
        }
    }

    private static Optional<TooManyRoles> measure(
            ResponseType response, ResponseSize size, List<String> pairs, int reserve) {
        int bytes = ResponseSize.bytes(response);
        int characters = size.characters(bytes);
        if (characters <= ResponseSize.MOST) {
            return Optional.empty();
        }
        int frame = bytes + reserve - bytesOf(pairs).sum();
        int longest = bytesOf(pairs).max().orElse(0);
        int fit = IntStream.rangeClosed(1, pairs.size())
                .filter(count -> size.characters(frame + count * longest) <= ResponseSize.MOST)
                .max()
                .orElse(0);
        return Optional.of(new TooManyRoles(pairs.size(), fit, characters));
    }

    private static IntStream bytesOf(List<String> pairs) {
        return pairs.stream().mapToInt(ResponseSize::valueBytes);
    }

    /** As Keycloak, the gate and set-up's mappers will build it: AWS accepts no smaller response for this user. */
    private static ResponseType smallest(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, List<String> pairs) {
        URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        try {
            ResponseType response = new SAML2LoginResponseBuilder()
                    .issuer(RealmUrls.issuer(base, authSession.getRealm().getName()))
                    .destination(authSession.getRedirectUri())
                    .requestIssuer(authSession.getClient().getClientId())
                    .nameIdentifier("", "")
                    .sessionIndex(authSession.getParentSession().getId() + "::"
                            + authSession.getClient().getId())
                    .buildModel();
            AssertionContent content =
                    new AssertionContent(response.getAssertions().get(0).getAssertion());
            content.write(SamlAttributes.of(AwsAttributes.ROLE_SESSION_NAME, "RoleSessionName", List.of("--")));
            content.writeRoles(pairs);
            // The real device and time differ, but are as long.
            Evidence evidence = new Evidence("x".repeat(36), EvidenceEntry.Kind.CODE, ServerTime.now());
            content.writeTags(AssertionTags.of(authSession.getClient(), user, evidence));
            AssertionType assertion = content.withEvidence(evidence, Optional.empty());
            response.replaceAssertion(assertion.getID(), new ResponseType.RTChoiceType(assertion));
            return response;
        } catch (ConfigurationException | ProcessingException e) {
            throw new IllegalStateException("A response could not be measured", e);
        }
    }
}
