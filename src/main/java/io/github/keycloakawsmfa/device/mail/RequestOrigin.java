package io.github.keycloakawsmfa.device.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.common.ClientConnection;
import org.keycloak.device.DeviceRepresentationProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.account.DeviceRepresentation;

/**
 * Where a request came from, as its user may read it in a mail.
 *
 * @param ipAddress as Keycloak sees it
 * @param browser for example {@code Firefox 140 (Linux)}; null for a program, and for what Keycloak does not recognise
 */
record RequestOrigin(String ipAddress, String browser) {

    /** Users act here, or whoever poses as one. Below {@code /admin} it is an administrator, whose address is private. */
    private static final Pattern USERS_PATH = Pattern.compile("/?realms/.*", Pattern.DOTALL);

    private static final int LENGTH = 40;
    private static final Pattern VERSIONED = Pattern.compile("([^/]*)/(?:(\\d{1,4})(?!\\d))?.*", Pattern.DOTALL);

    /** No digit, dot, slash, colon or at-sign: programs make links of addresses and of telephone numbers. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z _+-]{0," + (LENGTH - 1) + "}");

    /** What Keycloak's parser calls what it does not know. */
    private static final String OTHER = "Other";

    /** Empty if the request is not one of the kind that users make. */
    static Optional<RequestOrigin> of(KeycloakSession session) {
        ClientConnection connection = session.getContext().getConnection();
        if (connection == null
                || !USERS_PATH.matcher(session.getContext().getUri().getPath()).matches()) {
            return Optional.empty();
        }
        String browser = Optional.ofNullable(session.getProvider(DeviceRepresentationProvider.class))
                .map(DeviceRepresentationProvider::deviceRepresentation)
                .map(RequestOrigin::browser)
                .orElse(null);
        return Optional.of(new RequestOrigin(MailLine.of(connection.getRemoteHost()), browser));
    }

    /**
     * Name, main version and operating system. Keycloak takes them from the User-Agent by patterns, some of which let
     * any text through (26.7.3, ua-parser): a name that is not plain words counts as none. Browsers no longer tell the
     * true version of the operating system.
     *
     * @return null if the browser has no name
     */
    static String browser(DeviceRepresentation device) {
        Matcher versioned = VERSIONED.matcher(String.valueOf(device.getBrowser()));
        if (!versioned.matches() || !isName(versioned.group(1))) {
            return null;
        }
        String version = versioned.group(2) == null ? "" : " " + versioned.group(2);
        String system = isName(device.getOs()) ? " (" + device.getOs() + ")" : "";
        return versioned.group(1) + version + system;
    }

    private static boolean isName(String text) {
        return text != null
                && NAME.matcher(text).matches()
                && !text.equals(OTHER)
                && !text.equals(DeviceRepresentation.UNKNOWN);
    }
}
