package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/** The plugin's client attributes: read here, written by set-up. None holds a secret. */
public final class AwsClientSettings {

    /** The client id that AWS's metadata names and set-up creates. */
    public static final String CLIENT_ID = "urn:amazon:webservices";

    /** {@code true}: every SAML response for the client is guarded, whatever it looks like. */
    public static final String GUARDED = "aws-mfa.guarded";

    /** The id of an {@link AwsPartition}; default {@code aws}. */
    public static final String PARTITION = "aws-mfa.partition";

    /** The name of the SAML provider in the AWS accounts; default {@link #DEFAULT_PROVIDER}. */
    public static final String PROVIDER = "aws-mfa.provider";

    /** {@code iam} or {@code identity-center}; if absent, the client id decides. */
    public static final String PRESET = "aws-mfa.preset";

    /** The SAML provider's name unless set-up is given another. */
    public static final String DEFAULT_PROVIDER = "keycloak";

    private AwsClientSettings() {}

    /** Whether the client is marked: {@link #GUARDED}. */
    public static boolean isGuarded(ClientModel client) {
        return isGuarded(client.getAttribute(GUARDED));
    }

    /** What a value of {@link #GUARDED} says; null means no. */
    public static boolean isGuarded(String value) {
        return Boolean.parseBoolean(stripped(value));
    }

    /**
     * Whether set-up created or adopted the client: besides the mark, which an administrator may set by hand on any
     * client, it has values that only set-up writes.
     */
    public static boolean isSetUp(ClientModel client) {
        return isGuarded(client) && (client.getAttribute(PARTITION) != null || client.getAttribute(PROVIDER) != null);
    }

    /** Whether AWS IAM reads the client's responses, according to set-up. Client VPN needs no roles. */
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

    /** Which service provider at AWS the client stands for. A value that cannot be read counts as absent. */
    public static AwsPreset preset(ClientModel client) {
        return preset(client.getAttribute(PRESET)).orElseGet(() -> AwsPreset.ofEntityId(client.getClientId()));
    }

    /** What a value of {@link #PRESET} says; empty for one that cannot be read, and for null. */
    public static Optional<AwsPreset> preset(String value) {
        return AwsPreset.of(stripped(value));
    }

    /** @return not always a valid provider name: roles that need none work without it */
    static String provider(ClientModel client) {
        String value = stripped(client.getAttribute(PROVIDER));
        return value.isEmpty() ? DEFAULT_PROVIDER : value;
    }

    /** What a value of {@link #PROVIDER} says; empty for one that is not a SAML provider name, and for null. */
    public static Optional<String> provider(String value) {
        return Optional.of(stripped(value)).filter(RolePair::isProviderName);
    }

    private static String stripped(String value) {
        return value == null ? "" : value.strip();
    }
}
