package io.github.keycloakawsmfa.enroll;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;

/** The wizard for an app, or for a hardware token: see {@link TokenChoice}. */
record ChosenWizard(RequiredActionContext context, Instant now) {

    Response show() {
        return isForToken() ? new TokenWizard(context, now).show() : new Wizard(context, now).show();
    }

    /** One POST: empty if something else comes next. */
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        return isForToken() ? new TokenWizard(context, now).take(posted) : new Wizard(context, now).take(posted);
    }

    private boolean isForToken() {
        return TokenChoice.isChosen(context.getAuthenticationSession());
    }
}
