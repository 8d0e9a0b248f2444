package io.github.keycloakawsmfa.login;

import jakarta.ws.rs.core.HttpHeaders;
import org.keycloak.models.KeycloakSession;

/**
 * The command-line client saml2aws. After the password it keeps starting over when it meets a page that is neither its
 * code page nor the end: only the sentence for a wrong password stops it. So each {@link InfoPage} gives it that
 * sentence, in the words that its default pattern knows, next to the true one for the user.
 *
 * <p>Where a page has radio buttons for devices, it picks the first, and after a code that does not pass it starts
 * again with the same code and the next device: one typed code counts as many wrong ones as there are devices. So it is
 * shown none, and its code finds the device. It then stops after the first code page, whatever comes.
 */
public final class Saml2AwsClient {

    private static final String USER_AGENT = "saml2aws/";

    private Saml2AwsClient() {}

    /** Whether this request comes from saml2aws, by its own account. It only changes what is shown. */
    public static boolean isCalling(KeycloakSession session) {
        String agent = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.USER_AGENT);
        return agent != null && agent.startsWith(USER_AGENT);
    }
}
