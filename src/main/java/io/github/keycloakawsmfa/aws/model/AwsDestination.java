package io.github.keycloakawsmfa.aws.model;

/** Where an address leads a browser. */
public final class AwsDestination {

    private AwsDestination() {}

    /**
     * Whether a browser sent to an address may arrive at AWS's sign-in, as its host or its path says.
     *
     * @param urlOrPattern a URL, or a pattern as Keycloak's redirect URIs are ({@code *} stands for anything), whether
     *     valid or not; a path alone ({@code /app/*}) leads nowhere but home, unless it is Identity Center's; null is none
     */
    public static boolean mayReachAws(String urlOrPattern) {
        return urlOrPattern != null
                && !AwsAddress.isWord(urlOrPattern)
                && (AwsAddress.mayReachAwsHost(urlOrPattern) || IdentityCenterPath.mayBeIn(urlOrPattern));
    }

    /**
     * Whether an audience is AWS: {@code urn:amazon:webservices} with or without a suffix, or one of its addresses.
     *
     * @param audience null is none; blanks, invisible characters and case are ignored
     */
    public static boolean isAwsAudience(String audience) {
        return AwsAddress.isAwsUrn(audience) || mayReachAws(audience);
    }
}
