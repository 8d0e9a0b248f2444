package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * STS's {@code AssumeRoleWithSAML} (query API): what {@code aws sts assume-role-with-saml --endpoint-url} calls. The credentials are
 * random: nothing takes them.
 */
final class Sts {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SamlVerifier verifier;
    private final Clock clock;

    Sts(SamlVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    Answer answer(Form form) {
        try {
            return assumed(StsRequest.of(form));
        } catch (Refusal e) {
            return StsXml.problem(e.rejected().error().ofSts());
        } catch (StsProblem e) {
            return StsXml.problem(e);
        }
    }

    private Answer assumed(StsRequest request) throws Refusal {
        verifier.accounts().requireProvider(request.principalArn());
        Accepted accepted = verifier.read(request.samlAssertion());
        AwsRole role = role(accepted.roles(), request);
        verifier.accounts().requireTrust(accepted, role);
        if (request.duration().compareTo(verifier.accounts().maxSessionDuration(role.roleArn())) > 0) {
            throw new Refusal(AwsError.DURATION_TOO_LONG, "DurationSeconds is " + request.duration() + ".");
        }
        StsXml xml = StsXml.root("AssumeRoleWithSAMLResponse").open("AssumeRoleWithSAMLResult");
        credentials(xml, expiration(accepted, request.duration()));
        user(xml, accepted, role);
        xml.element("Subject", accepted.nameId())
                .element("SubjectType", RequestContext.subjectType(accepted))
                .element("Issuer", accepted.issuer())
                .element("Audience", accepted.recipient())
                .element("NameQualifier", RequestContext.nameQualifier(accepted.issuer(), role));
        accepted.sourceIdentity().ifPresent(identity -> xml.element("SourceIdentity", identity));
        return xml.element("PackedPolicySize", "0")
                .close()
                .open("ResponseMetadata")
                .element("RequestId", UUID.randomUUID().toString())
                .close()
                .answer(200);
    }

    /** The call names both ARNs, and the assertion must hold them as a pair. */
    private static AwsRole role(List<AwsRole> roles, StsRequest request) throws Refusal {
        if (roles.stream().noneMatch(role -> role.providerArn().equals(request.principalArn()))) {
            throw new Refusal(AwsError.NO_SUCH_PROVIDER, "No role is paired with \"" + request.principalArn() + "\".");
        }
        return roles.stream()
                .filter(role -> role.providerArn().equals(request.principalArn())
                        && role.roleArn().equals(request.roleArn()))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        AwsError.NOT_AUTHORIZED, "The assertion has no role \"" + request.roleArn() + "\"."));
    }

    /** The earliest of three ends: what the call asks for, SessionDuration, and the identity provider's session. */
    private Instant expiration(Accepted accepted, Duration asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration most = accepted.sessionDuration()
                .filter(shorter -> shorter.compareTo(asked) < 0)
                .orElse(asked);
        Instant end = now.plus(most);
        return accepted.sessionNotOnOrAfter()
                .filter(sooner -> sooner.isBefore(end))
                .orElse(end);
    }

    private static void credentials(StsXml xml, Instant expiration) {
        byte[] secret = new byte[30];
        byte[] token = new byte[360];
        RANDOM.nextBytes(secret);
        RANDOM.nextBytes(token);
        xml.open("Credentials")
                .element("AccessKeyId", "ASIA" + identifier())
                .element("SecretAccessKey", Base64.getEncoder().encodeToString(secret))
                .element("SessionToken", Base64.getEncoder().encodeToString(token))
                .element("Expiration", expiration.toString())
                .close();
    }

    private static void user(StsXml xml, Accepted accepted, AwsRole role) {
        String arn = "arn:%s:sts::%s:assumed-role/%s/%s"
                .formatted(role.partition(), role.accountId(), role.name(), accepted.sessionName());
        xml.open("AssumedRoleUser")
                .element("Arn", arn)
                .element("AssumedRoleId", "AROA" + identifier() + ":" + accepted.sessionName())
                .close();
    }

    private static String identifier() {
        return RANDOM.ints(16, 0, BASE32.length())
                .mapToObj(i -> BASE32.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
