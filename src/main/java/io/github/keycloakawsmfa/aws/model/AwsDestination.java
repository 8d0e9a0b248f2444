package io.github.keycloakawsmfa.aws.model;

/** Where an address leads a browser. */
public final class AwsDestination {

    private AwsDestination() {}

    /**
     * Whether a browser sent to an address may arrive at AWS's sign-in, judging by its host or path.
     *
     * @param urlOrPattern a URL, or a pattern like Keycloak's redirect URIs ({@code *} stands for anything), valid or
     *     not; a path alone ({@code /app/*}) stays on its own host, unless it is Identity Center's; null leads nowhere
     */
    public static boolean mayReachAws(String urlOrPattern) {
        return urlOrPattern != null
                && !AwsAddress.isWord(urlOrPattern)
                && (AwsAddress.mayReachAwsHost(urlOrPattern) || IdentityCenterPath.mayBeIn(urlOrPattern));
    }

    /**
     * Whether an audience is AWS: {@code urn:amazon:webservices} with or without a suffix, or one of its addresses.
     *
     * @param audience null is not one; blanks, invisible characters and case are ignored
     */
    public static boolean isAwsAudience(String audience) {
        return AwsAddress.isAwsUrn(audience) || mayReachAws(audience);
    }
}
