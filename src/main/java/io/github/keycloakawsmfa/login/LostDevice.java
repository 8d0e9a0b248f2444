package io.github.keycloakawsmfa.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.RealmModel;

/**
 * What the code page tells people who have lost their device, in the administrator's words: the realm attribute
 * {@code aws-mfa.lost-device}. It is one line of plain text, and an address at its end becomes a link. Nothing rests on
 * it: a value that was written past set-up is shown as text too, cut, and without a link if there is any doubt.
 *
 * @param text may be empty beside a link
 * @param link where the address leads, https or mailto; empty for none
 * @param label what is shown of it
 */
public record LostDevice(String text, String link, String label) {

    /** Name of the realm attribute. */
    public static final String ATTRIBUTE = "aws-mfa.lost-device";

    /** The most characters (code points) that set-up takes and that are shown: a few lines. */
    public static final int MOST = 300;

    private static final String MAILTO = "mailto:";

    /** What would break the line, or hide or turn around what follows; Persian and emoji need the joiners. */
    private static final Pattern NOT_PLAIN =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}[\\p{Cf}&&[^\\x{200C}\\x{200D}]]]+");

    /** The name of a text in the theme or in the realm's localization. */
    private static final Pattern KEY = Pattern.compile("\\$\\{([A-Za-z0-9_.-]{1,200})\\}");

    /** ASCII alone, as RFC 3986 has it: other scripts have letters that look alike. */
    private static final Pattern WITH_ADDRESS =
            Pattern.compile("(.*?)(?<![\\x21-\\x7E])((?:https://|mailto:)[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]+)");

    private static final Pattern MAILBOX = Pattern.compile("[^@?/:]+@[^@?/:]+(?:\\?[^@]*)?");
    private static final Pattern STRAY =
            Pattern.compile("://|\\b(?:mailto|javascript|data|vbscript):", Pattern.CASE_INSENSITIVE);

    /** @return empty if nothing is set, or a text that there is not */
    static Optional<LostDevice> of(RealmModel realm, LoginFormsProvider form) {
        String value = realm.getAttribute(ATTRIBUTE);
        if (value == null) {
            return Optional.empty();
        }
        Matcher key = KEY.matcher(value.strip());
        return (key.matches() ? translated(key.group(1), form) : Optional.of(value))
                .map(LostDevice::read)
                .filter(lost -> !lost.text.isEmpty() || !lost.link.isEmpty());
    }

    /** In the page's language, as Keycloak finds it. */
    private static Optional<String> translated(String key, LoginFormsProvider form) {
        try {
            // Where there is no such text, Keycloak answers with the key.
            return Optional.ofNullable(form.getMessage(key)).filter(text -> !text.equals(key));
        } catch (IllegalArgumentException e) {
            // MessageFormat does not take this text.
            return Optional.empty();
        }
    }

    /** @param value not null, otherwise anything */
    static LostDevice read(String value) {
        String line = NOT_PLAIN.matcher(value).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) > MOST) {
            return new LostDevice(line.substring(0, line.offsetByCodePoints(0, MOST - 1)) + "…", "", "");
        }
        Matcher parts = WITH_ADDRESS.matcher(line);
        if (!parts.matches() || !isAddress(parts.group(2))) {
            return new LostDevice(line, "", "");
        }
        String address = parts.group(2);
        String label =
                address.startsWith(MAILTO) ? address.substring(MAILTO.length()).split("\\?", 2)[0] : address;
        return new LostDevice(parts.group(1).strip(), address, label);
    }

    /** What set-up says about a value that it does not take, without quoting it; empty if it is fine. */
    public static Optional<String> fault(String value) {
        if (value.codePointCount(0, value.length()) > MOST) {
            return Optional.of("must have at most " + MOST + " characters");
        }
        if (NOT_PLAIN.matcher(value).find()) {
            return Optional.of(
                    "must be one line, without control characters or marks that change the direction of text");
        }
        return STRAY.matcher(read(value).text).find()
                ? Optional.of("may have one address, at its end and after a blank: https://… or mailto:…")
                : Optional.empty();
    }

    private static boolean isAddress(String address) {
        try {
            URI uri = new URI(address);
            return address.startsWith(MAILTO)
                    ? MAILBOX.matcher(uri.getRawSchemeSpecificPart()).matches()
                    : uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    void giveTo(LoginFormsProvider form) {
        form.setAttribute("mfaLostText", text).setAttribute("mfaLostLink", link).setAttribute("mfaLostLabel", label);
    }
}
