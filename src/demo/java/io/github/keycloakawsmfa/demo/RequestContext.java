package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trust policy is asked when an assertion is to open a role.
 *
 * @param actions each of which the policy must allow
 * @param keys the condition keys with their values
 */
record RequestContext(List<String> actions, Map<String, List<String>> keys) {

    /** The attributes that IAM maps, of those that Keycloak's users have (IAM User Guide, "Available keys for SAML"). */
    private static final Map<String, String> MAPPED = Map.of(
            "urn:oid:1.3.6.1.4.1.5923.1.1.1.1",
            "saml:edupersonaffiliation",
            "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",
            "saml:edupersonprincipalname",
            "urn:oid:1.3.6.1.4.1.5923.1.1.1.7",
            "saml:edupersonentitlement",
            "urn:oid:1.3.6.1.4.1.5923.1.1.1.9",
            "saml:edupersonscopedaffiliation",
            AwsRules.ASSURANCE,
            "saml:edupersonassurance");

    static RequestContext of(Accepted accepted, AwsRole role) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("saml:aud", List.of(accepted.recipient()));
        keys.put("saml:iss", List.of(accepted.issuer()));
        keys.put("saml:sub", List.of(accepted.nameId()));
        keys.put("saml:sub_type", List.of(subjectType(accepted)));
        keys.put("saml:doc", List.of(role.accountId() + "/" + role.providerName()));
        keys.put("saml:namequalifier", List.of(nameQualifier(accepted.issuer(), role)));
        MAPPED.forEach((attribute, key) -> {
            if (accepted.attributes().containsKey(attribute)) {
                keys.put(key, accepted.attributes().get(attribute));
            }
        });
        keys.put("sts:RoleSessionName", List.of(accepted.sessionName()));
        List<String> actions = new ArrayList<>(List.of(ReadmePolicy.ASSUME));
        SessionTags tags = accepted.tags();
        if (!tags.values().isEmpty()) {
            actions.add(ReadmePolicy.TAG);
            keys.put("aws:TagKeys", List.copyOf(tags.values().keySet()));
            tags.values().forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
        }
        if (!tags.transitive().isEmpty()) {
            keys.put("sts:TransitiveTagKeys", tags.transitive());
        }
        accepted.sourceIdentity().ifPresent(identity -> {
            actions.add(ReadmePolicy.SOURCE_IDENTITY);
            keys.put("sts:SourceIdentity", List.of(identity));
        });
        return new RequestContext(List.copyOf(actions), keys);
    }

    /** The format of the NameID, without the prefix that SAML 2.0's own formats have. */
    static String subjectType(Accepted accepted) {
        return accepted.nameIdFormat().replace("urn:oasis:names:tc:SAML:2.0:nameid-format:", "");
    }

    /** Base64(SHA-1(issuer + account + "/" + provider)): names the provider whose subject it is. */
    static String nameQualifier(String issuer, AwsRole role) {
        String named = issuer + role.accountId() + "/" + role.providerName();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(named.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
