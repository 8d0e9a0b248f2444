package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/** The plugin's client attributes: read here, written by set-up. None holds a secret. */
public final class AwsClientSettings {

    /** The client id that AWS's metadata names, and that set-up makes. */
    public static final String CLIENT_ID = "urn:amazon:webservices";

    /** {@code true}: every SAML response for the client is guarded, whatever it looks like. */
    public static final String GUARDED = "aws-mfa.guarded";

    /** The id of an {@link AwsPartition}; default {@code aws}. */
    public static final String PARTITION = "aws-mfa.partition";

    /** The name of the SAML provider in the AWS accounts; default {@link #DEFAULT_PROVIDER}. */
    public static final String PROVIDER = "aws-mfa.provider";

    /** {@code iam} or {@code identity-center}; without it, what the client id says. */
    public static final String PRESET = "aws-mfa.preset";

    /** What the SAML provider is called unless set-up was told otherwise. */
    public static final String DEFAULT_PROVIDER = "keycloak";

    private AwsClientSettings() {}

    /** Whether the client is marked: {@link #GUARDED}. */
    public static boolean isGuarded(ClientModel client) {
        return Boolean.parseBoolean(trimmed(client, GUARDED));
    }

    /** @return empty if the attribute names no partition */
    static Optional<AwsPartition> partition(ClientModel client) {
        String id = trimmed(client, PARTITION);
        return id == null ? Optional.of(AwsPartition.AWS) : AwsPartition.of(id);
    }

    /** Which service provider at AWS the client stands for. What cannot be read is as if it were not there. */
    public static AwsPreset preset(ClientModel client) {
        return AwsPreset.of(trimmed(client, PRESET)).orElseGet(() -> AwsPreset.ofEntityId(client.getClientId()));
    }

    static String provider(ClientModel client) {
        return Objects.requireNonNullElse(trimmed(client, PROVIDER), DEFAULT_PROVIDER);
    }

    private static String trimmed(ClientModel client, String attribute) {
        String value = client.getAttribute(attribute);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
