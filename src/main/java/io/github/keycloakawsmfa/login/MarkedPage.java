package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.text.TextLanguages;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/** One of our pages, with what its template needs to mark each text with its language: see {@link TextLanguages}. */
public final class MarkedPage {

    private static final String FOCUS = "mfaFocus";

    private MarkedPage() {}

    /** Gives the focus to one field of the page's form, by its name, when the page opens. */
    public static void focus(LoginFormsProvider form, String field) {
        form.setAttribute(FOCUS, field);
    }

    /** @param form of the context, with all that the template shows */
    public static Response of(KeycloakSession session, LoginFormsProvider form, String template) {
        KeycloakContext context = session.getContext();
        // As Keycloak finds the page's language (26.4 to 26.7, FreeMarkerLoginFormsProvider.createForm).
        Locale language =
                context.resolveLocale(context.getAuthenticationSession().getAuthenticatedUser());
        return form.setAttribute(
                        "mfaLanguages", TextLanguages.of(session, context.getRealm(), Theme.Type.LOGIN, language))
                .createForm(template);
    }
}
