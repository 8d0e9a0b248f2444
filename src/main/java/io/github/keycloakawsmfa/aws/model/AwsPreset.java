package io.github.keycloakawsmfa.aws.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of AWS's two SAML service providers a client stands for. They take different assertions; never use one for both. */
public enum AwsPreset {
    /** IAM's SAML providers: the assertion names the roles. */
    IAM("iam"),
    /**
     * IAM Identity Center: it knows its users by e-mail, and permission sets grant the roles.
     *
     * @see <a href="https://docs.aws.amazon.com/singlesignon/latest/userguide/other-idps.html">IAM Identity Center User
     *     Guide, External identity providers</a>
     */
    IDENTITY_CENTER("identity-center");

    private final String id;

    AwsPreset(String id) {
        this.id = id;
    }

    /** @return empty for anything but an id, including null */
    public static Optional<AwsPreset> of(String id) {
        return Stream.of(values()).filter(preset -> preset.id.equals(id)).findFirst();
    }

    /**
     * What a SAML entity id says: Identity Center's is {@code https://REGION.signin.aws.amazon.com/platform/saml/d-…},
     * or {@code https://REGION.signin.aws/platform/saml/d-…}.
     *
     * @param entityId not null
     */
    public static AwsPreset ofEntityId(String entityId) {
        return entityId.toLowerCase(Locale.ROOT).startsWith("https://") && AwsDestination.isIdentityCenter(entityId)
                ? IDENTITY_CENTER
                : IAM;
    }

    /** As in the client attribute and the set-up call. */
    public String id() {
        return id;
    }
}
