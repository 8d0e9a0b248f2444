package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.trust.Metadata;
import io.github.keycloakawsmfa.internals.SamlMetadata;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's RSA keys. Keycloak signs SAML with the active one of the highest priority (26.4 to 26.7, RS256); AWS
 * knows those in the metadata that it was given.
 *
 * @param now for the certificates' expiry
 */
record SigningKeyCheck(KeycloakSession session, RealmModel realm, Instant now) implements Check {

    private static final Duration SOON = Duration.ofDays(30);
    private static final int SHORT_BITS = 2048;

    private static final String ROTATE = "Rotate the key in the order of docs/aws.md: AWS first, then Keycloak.";

    @Override
    public List<Finding> run() {
        List<KeyWrapper> keys = session.keys()
                .getKeysStream(realm, KeyUse.SIG, Algorithm.RS256)
                .sorted(SamlMetadata.order())
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (keys.isEmpty() || !keys.get(0).getStatus().isActive()) {
            findings.add(Finding.of(
                    FindingId.SIGNING_KEY_MISSING,
                    "realm " + realm.getName(),
                    "No active RSA key signs SAML. Keycloak makes one at the next sign-in, and AWS does not know that.",
                    "Add an RSA key (Realm settings, Keys), and give AWS the new metadata."));
            return findings;
        }
        active(keys.get(0), findings);
        if (keys.size() > 1) {
            several(keys, findings);
        }
        return findings;
    }

    private void active(KeyWrapper key, List<Finding> findings) {
        String where = "key " + key.getKid();
        X509Certificate certificate = key.getCertificate();
        if (certificate != null) {
            Instant end = certificate.getNotAfter().toInstant();
            if (end.isBefore(now)) {
                findings.add(Finding.of(
                        FindingId.SIGNING_CERTIFICATE_ENDED,
                        where,
                        "The certificate of the key that signs ended on " + day(end) + ".",
                        ROTATE));
            } else if (end.isBefore(now.plus(SOON))) {
                findings.add(Finding.of(
                        FindingId.SIGNING_CERTIFICATE_ENDS,
                        where,
                        "The certificate of the key that signs ends on " + day(end) + ", in "
                                + Duration.between(now, end).toDays() + " days.",
                        ROTATE));
            }
        }
        if (Metadata.bits(key) < SHORT_BITS) {
            findings.add(Finding.of(
                    FindingId.SIGNING_KEY_SHORT,
                    where,
                    "The key that signs has " + Metadata.bits(key) + " bits.",
                    ROTATE));
        }
    }

    private static void several(List<KeyWrapper> keys, List<Finding> findings) {
        String kids = keys.stream().map(SigningKeyCheck::told).collect(Collectors.joining(", "));
        if (keys.size() > Metadata.MOST_KEYS) {
            findings.add(Finding.of(
                    FindingId.SIGNING_KEYS_TOO_MANY,
                    "keys",
                    keys.size() + " RSA keys are in the metadata, and AWS takes " + Metadata.MOST_KEYS + ": " + kids
                            + ".",
                    "Disable those that no longer sign."));
        } else {
            findings.add(Finding.of(
                    FindingId.SIGNING_KEYS_SEVERAL,
                    "keys",
                    "The metadata at AWS has to have all of these keys: " + kids + ". The first one signs.",
                    "GET metadata, and give it to AWS in every account."));
        }
    }

    private static String told(KeyWrapper key) {
        X509Certificate certificate = key.getCertificate();
        String passive = key.getStatus().isActive() ? "" : "passive, ";
        return certificate == null
                ? key.getKid()
                : key.getKid() + " (" + passive + "until "
                        + day(certificate.getNotAfter().toInstant()) + ")";
    }

    private static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
