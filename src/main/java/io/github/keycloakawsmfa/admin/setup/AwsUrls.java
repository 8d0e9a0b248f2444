package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsAddress;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * Where the client's assertions may go. What the call says wins; else what is there stays, if it is exact and AWS's own
 * or was written by set-up; else AWS's endpoint of the partition. Nobody can guess IAM Identity Center's.
 *
 * @param consumer the one that Keycloak posts to when it starts the sign-in; empty if unknown
 * @param redirects all that are allowed, for several endpoints at once; never a wildcard
 */
public record AwsUrls(String consumer, Set<String> redirects) {

    /** @param client null before it exists */
    static AwsUrls of(SetupRequest request, ClientModel client) {
        AwsPartition partition = partition(request, client);
        if (!request.at().endpoints().isEmpty()) {
            return new AwsUrls(
                    request.at().endpoints().get(0), new TreeSet<>(request.at().endpoints()));
        }
        String unlessSaid = request.preset(client) == AwsPreset.IAM ? partition.endpoint() : "";
        if (client == null || movesPartition(request, client)) {
            return new AwsUrls(unlessSaid, Set.of(unlessSaid));
        }
        Set<String> redirects = new TreeSet<>();
        client.getRedirectUris().stream().filter(url -> mayStay(client, url)).forEach(redirects::add);
        String consumer = Optional.of(consumer(client))
                .filter(url -> mayStay(client, url))
                .or(() -> Optional.of(
                                ClientSetting.text(client.getManagementUrl()).strip())
                        .filter(url -> mayStay(client, url)))
                .or(() -> redirects.stream().findFirst())
                .orElse(unlessSaid);
        redirects.add(consumer);
        return new AwsUrls(consumer, redirects);
    }

    /**
     * Where Keycloak posts to when it starts the sign-in: it strips blanks, and uses the management URL if the consumer
     * URL is not set (26.4 to 26.7, SamlService.getUrlAndBindingForIdpInitiatedSso).
     *
     * @return empty text if nothing is set
     */
    static String consumer(ClientModel client) {
        String posted = ClientSetting.attribute(client, SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE);
        return (posted.isBlank() ? ClientSetting.text(client.getManagementUrl()) : posted).strip();
    }

    /** Whether AWS reads encrypted assertions there: {@code https://HOST/saml/acs/IDP_ID}. */
    boolean readsEncrypted() {
        return consumer.contains("/saml/acs/") && !consumer.contains("/platform/");
    }

    /** What the call says, else the client itself: its setting, its roles' ARNs, its id if it is AWS's own. */
    static AwsPartition partition(SetupRequest request, ClientModel client) {
        return request.partition()
                .or(() -> stored(client))
                .or(() -> PresentRoles.of(client).partition())
                .or(() -> AwsPartition.ofAudience(request.clientId()))
                .orElse(AwsPartition.AWS);
    }

    private static boolean movesPartition(SetupRequest request, ClientModel client) {
        Optional<AwsPartition> stored = stored(client);
        return stored.isPresent() && request.partition().isPresent() && !stored.equals(request.partition());
    }

    private static Optional<AwsPartition> stored(ClientModel client) {
        return client == null
                ? Optional.empty()
                : AwsClientSettings.partition(ClientSetting.attribute(client, AwsClientSettings.PARTITION));
    }

    private static boolean mayStay(ClientModel client, String url) {
        if (url.isBlank() || url.contains("*")) {
            return false;
        }
        return AwsClientSettings.isSetUp(client) || isExactlyAws(url);
    }

    /** This machine, as in the demo. */
    public static boolean isLoopback(String url) {
        try {
            return EndpointRequest.LOOPBACK.contains(ClientSetting.text(new URI(url).getHost()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** AWS's own address, without wildcard. */
    public static boolean isExactlyAws(String url) {
        try {
            URI uri = new URI(url);
            return "https".equals(uri.getScheme()) && AwsAddress.isAwsHost(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
