package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.RoleSessionName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * What a user's name at AWS is made of.
 *
 * @param text {@code username}, {@code email} or {@code attribute:NAME}
 */
public record NameSource(String text) {

    private static final Pattern KNOWN = Pattern.compile("username|email|attribute:(?<attribute>\\S(?:.{0,253}\\S)?)");

    /** What a mapper without the setting uses: Keycloak keeps it unique, and every user has one. */
    public static final NameSource USERNAME = new NameSource("username");

    /** The mappers' setting. */
    public static final String SETTING = "source";

    private static final NameSource EMAIL = new NameSource("email");

    /** @throws IllegalArgumentException if it is none of the three */
    public NameSource {
        if (!KNOWN.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a source of names: " + text);
        }
    }

    /**
     * @param setting null or blank stands for {@link #USERNAME}
     * @return empty if it cannot be read
     */
    public static Optional<NameSource> of(String setting) {
        if (setting == null || setting.isBlank()) {
            return Optional.of(USERNAME);
        }
        String text = setting.strip();
        return KNOWN.matcher(text).matches() ? Optional.of(new NameSource(text)) : Optional.empty();
    }

    /**
     * No two users of a realm get the same. For users without such an e-mail or attribute, the username is used.
     *
     * <p>Keycloak keeps usernames, and e-mails where the realm says so, unique among the users it stores itself: it
     * does not check a federation provider that imports no users.
     */
    RoleSessionName nameOf(RealmModel realm, UserModel user) {
        if (equals(USERNAME)) {
            return StorageId.isLocalStorage(user.getId())
                    ? RoleSessionName.of(user.getUsername())
                    : RoleSessionName.of(user.getUsername(), user.getId());
        }
        String value = valueOf(user);
        boolean present = value != null && !value.isBlank();
        boolean unique = equals(EMAIL) && !realm.isDuplicateEmailsAllowed() && StorageId.isLocalStorage(user.getId());
        return present && unique
                ? RoleSessionName.of(value)
                : RoleSessionName.of(present ? value : user.getUsername(), user.getId());
    }

    private String valueOf(UserModel user) {
        if (equals(EMAIL)) {
            return user.getEmail();
        }
        Matcher known = KNOWN.matcher(text);
        return known.matches() ? user.getFirstAttribute(known.group("attribute")) : null;
    }
}
