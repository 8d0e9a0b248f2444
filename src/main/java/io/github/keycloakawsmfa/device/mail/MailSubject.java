package io.github.keycloakawsmfa.device.mail;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.Properties;
import org.keycloak.common.util.ObjectUtil;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** What a mail's subject is made of. Keycloak fills its text with values only, and not with other texts. */
final class MailSubject {

    private MailSubject() {}

    /** The realm by the name that people know. */
    static String organization(RealmModel realm) {
        String name = realm.getDisplayName();
        return MailLine.of(name == null || name.isBlank() ? ObjectUtil.capitalize(realm.getName()) : name);
    }

    /** What happened, in the mail's language. */
    static String event(KeycloakSession session, RealmModel realm, NotificationMail mail) throws IOException {
        Properties texts = session.theme().getTheme(Theme.Type.EMAIL).getEnhancedMessages(realm, mail.language());
        String key = mail.about().title();
        return new MessageFormat(texts.getProperty(key, key), mail.language()).format(new Object[0]);
    }
}
