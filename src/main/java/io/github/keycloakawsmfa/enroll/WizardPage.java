package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.Sentence;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.util.CacheControlUtil;

/** The wizard as the user sees it: name, QR code, secret key, code 1, code 2. */
final class WizardPage {

    /** The field at which what is wrong with the pair is shown. */
    static final String CODES = "codes";

    private static final int QR_PIXELS = 300;

    private final KeycloakSession session;
    private final UserModel user;
    private final LoginFormsProvider form;
    private final Map<String, Sentence> errors = new LinkedHashMap<>();

    WizardPage(KeycloakSession session, UserModel user, LoginFormsProvider form) {
        this.session = session;
        this.user = user;
        this.form = form;
    }

    WizardPage error(String field, Sentence sentence) {
        errors.put(field, sentence);
        return this;
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** A sentence over the form, about no field. */
    WizardPage say(Sentence sentence) {
        form.setError(sentence.key(), sentence.worded(form));
        return this;
    }

    /** Keeps the codes in their fields: nothing was wrong with them. */
    WizardPage keepCodes(WizardEntry entry) {
        form.setAttribute("mfaCode1", entry.typedCode1()).setAttribute("mfaCode2", entry.typedCode2());
        return this;
    }

    Response show(PendingDevice pending, PendingNote note) {
        errors.forEach((field, sentence) -> form.addError(sentence.on(field, form)));
        RealmModel realm = session.getContext().getRealm();
        String issuer = realm.getDisplayName() == null || realm.getDisplayName().isBlank()
                ? realm.getName()
                : realm.getDisplayName();
        OtpAuthUri uri = new OtpAuthUri(issuer, user.getUsername(), pending.secret(), PendingDevice.PARAMETERS);
        // Keycloak's login pages say so already; a page with a secret does not rest on that.
        CacheControlUtil.noBackButtonCacheControlHeader(session);
        return form.setAttribute("mfaName", note.name().orElseGet(() -> form.getMessage("virtualMfaDefaultName")))
                .setAttribute("mfaQrCode", QrCode.dataUri(uri.value(), QR_PIXELS))
                .setAttribute("mfaSecretKey", inGroupsOfFour(pending.secret().base32()))
                .createForm("virtual-mfa-assign.ftl");
    }

    static String inGroupsOfFour(String base32) {
        return base32.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
