package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RolePair;
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
        return isGuarded(client.getAttribute(GUARDED));
    }

    /** What a value of {@link #GUARDED} says; null says no. */
    public static boolean isGuarded(String value) {
        return Boolean.parseBoolean(stripped(value));
    }

    /**
     * Whether set-up made or adopted the client: beside the mark, which an administrator may set by hand on any client,
     * it has values that only set-up writes.
     */
    public static boolean isSetUp(ClientModel client) {
        return isGuarded(client) && (client.getAttribute(PARTITION) != null || client.getAttribute(PROVIDER) != null);
    }

    /** Whether AWS's IAM reads the client's responses, by set-up's word. Client VPN does without roles. */
    static boolean isForIam(ClientModel client) {
        return isSetUp(client)
                && preset(client) == AwsPreset.IAM
                && !client.getClientId().endsWith(":clientvpn");
    }

    /** @return empty if the attribute names no partition */
    public static Optional<AwsPartition> partition(ClientModel client) {
        String value = client.getAttribute(PARTITION);
        return stripped(value).isEmpty() ? Optional.of(AwsPartition.AWS) : partition(value);
    }

    /** What a value of {@link #PARTITION} says; empty for one that names no partition, and for null. */
    public static Optional<AwsPartition> partition(String value) {
        return AwsPartition.of(stripped(value));
    }

    /** Which service provider at AWS the client stands for. What cannot be read is as if it were not there. */
    public static AwsPreset preset(ClientModel client) {
        return preset(client.getAttribute(PRESET)).orElseGet(() -> AwsPreset.ofEntityId(client.getClientId()));
    }

    /** What a value of {@link #PRESET} says; empty for one that cannot be read, and for null. */
    public static Optional<AwsPreset> preset(String value) {
        return AwsPreset.of(stripped(value));
    }

    /** @return not always the name of a provider: roles that need none are as good without */
    static String provider(ClientModel client) {
        String value = stripped(client.getAttribute(PROVIDER));
        return value.isEmpty() ? DEFAULT_PROVIDER : value;
    }

    /** What a value of {@link #PROVIDER} says; empty for one that is no name of a SAML provider, and for null. */
    public static Optional<String> provider(String value) {
        return Optional.of(stripped(value)).filter(RolePair::isProviderName);
    }

    private static String stripped(String value) {
        return value == null ? "" : value.strip();
    }
}
