package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.Devices;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The page that asks for a code. Its ids and names are Keycloak's own ones, for command-line clients know them: {@code
 * form#kc-otp-login-form}, {@code input#otp}, radios {@code #kc-otp-credential-N}, {@code span#input-error-otp-code}.
 */
public final class CodePage {

    /** Name of the code's input, and of the field its error is shown at. */
    static final String CODE = "otp";

    private static final String PICKED = "selectedCredentialId";

    private final KeycloakSession session;
    private final UserModel user;
    private final LoginFormsProvider form;

    /** @param form of the context, so that the form posts back to it */
    public CodePage(KeycloakSession session, UserModel user, LoginFormsProvider form) {
        this.session = session;
        this.user = user;
        this.form = form;
    }

    /** The page as it is first shown. */
    public Response ask() {
        return show(null);
    }

    /** The page after a code that did not pass; the device that was picked stays picked. */
    public Response askAgain(Sentence sentence, MultivaluedMap<String, String> posted) {
        form.addError(sentence.on(CODE, form));
        return show(picked(posted));
    }

    /** The device that was picked, or null for any. */
    static String picked(MultivaluedMap<String, String> posted) {
        String id = posted.getFirst(PICKED);
        return id == null || id.isBlank() ? null : id;
    }

    private Response show(String picked) {
        // Maps, for FreeMarker as Keycloak sets it up sees no components of a record.
        List<Map<String, Object>> choices = Devices.of(
                        session, session.getContext().getRealm(), user)
                .list()
                .stream()
                .map(device -> Map.<String, Object>of(
                        "id",
                        device.id(),
                        "name",
                        device.name(),
                        "picked",
                        device.id().equals(picked)))
                .toList();
        return form.setAttribute("mfaDevices", choices).createForm("virtual-mfa-code.ftl");
    }
}
