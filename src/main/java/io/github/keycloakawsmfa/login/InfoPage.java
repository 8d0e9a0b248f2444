package io.github.keycloakawsmfa.login;

import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;

/**
 * A page that says one thing and offers at most one button. Any of them ends saml2aws's retries: see
 * {@link Saml2AwsClient}.
 */
public enum InfoPage {
    /** The session does not prove enough: see {@link SignInAgain}. */
    SIGN_IN_AGAIN("virtualMfaSignInAgainTitle", "virtualMfaSignInAgainText", Button.RESTART),
    /** An e-mail link proves no more than a mailbox: the device is assigned at the next sign-in. */
    SIGN_IN_ONCE("virtualMfaSignInOnceTitle", "virtualMfaSignInOnceText", Button.SIGN_IN),
    /** The same for the user's devices. */
    SIGN_IN_ONCE_TO_MANAGE("virtualMfaSignInOnceToManageTitle", "virtualMfaSignInOnceToManageText", Button.SIGN_IN),
    /** The user got a device while the wizard for it was open elsewhere. */
    DEVICE_EXISTS("virtualMfaDeviceExistsTitle", "virtualMfaDeviceExists", Button.CONTINUE),
    /** The user asked for one more device than allowed. */
    DEVICE_LIMIT("virtualMfaDeviceLimitTitle", "virtualMfaDeviceLimitText", Button.MANAGE),
    /** A command-line client came to a point where only a browser can continue: see {@link Saml2AwsClient}. */
    BROWSER_NEEDED("virtualMfaBrowserNeededTitle", "virtualMfaBrowserNeededText", Button.NONE),
    /** The same where two consecutive codes are asked for, as they will be for a while. */
    PAIR_IN_BROWSER("virtualMfaBrowserNeededTitle", "virtualMfaPairInBrowserText", Button.NONE),
    /** A code is required, but the realm cannot assign a device, or no code would help. */
    NOT_SET_UP("virtualMfaNotSetUpTitle", "virtualMfaNotSetUpText", Button.NONE),
    /** The user has no AWS role: see {@link UndeliverablePage}. */
    NO_ROLE("virtualMfaNoRoleTitle", "virtualMfaNoRoleText", Button.NONE),
    /** A setting leads to a response that does not reach AWS, or that AWS refuses. The text names it. */
    UNDELIVERABLE("virtualMfaUndeliverableTitle", "virtualMfaUndeliverableText", Button.NONE),
    /** The same for what AWS has to know about the user. */
    UNNAMED("virtualMfaUndeliverableTitle", "virtualMfaUnnamedText", Button.NONE),
    /** AWS would refuse the response because of its length: see {@link UndeliverablePage}. */
    TOO_MANY_ROLES("virtualMfaTooManyRolesTitle", "virtualMfaTooManyRolesText", Button.NONE),
    /** IAM Identity Center would know the user by an e-mail address that is not verified. */
    EMAIL_UNPROVEN("virtualMfaEmailUnprovenTitle", "virtualMfaEmailUnprovenText", Button.NONE),
    /**
     * The devices' key is missing, or the user's record cannot be read. Its status is 200: proxies replace 5xx with
     * pages of their own, and consider a node unhealthy if one realm or one user has this problem.
     */
    UNAVAILABLE("virtualMfaUnavailableTitle", "virtualMfaUnavailableText", Button.NONE),
    /** The same for people who do not sign in, but assign or change a device. */
    DEVICES_UNAVAILABLE("virtualMfaUnavailableTitle", "virtualMfaDevicesUnavailableText", Button.NONE);

    /** The name of the button of {@link #DEVICE_LIMIT} that leads to the user's devices. */
    public static final String MANAGE = "manage";

    private enum Button {
        NONE,
        CONTINUE,
        RESTART,
        MANAGE,
        /** A link, left out where no address is known. */
        SIGN_IN
    }

    private final String title;
    private final String text;
    private final Button button;

    InfoPage(String title, String text, Button button) {
        this.title = title;
        this.text = text;
        this.button = button;
    }

    /**
     * A notice that asks the user to tell an administrator.
     *
     * @param arguments for the placeholders of the text: numbers, and words of ours; never what someone typed
     */
    public Response page(KeycloakSession session, LoginFormsProvider form, Quote quote, Object... arguments) {
        quote.giveTo(form);
        return show(session, form, arguments);
    }

    /** A notice that leads to a sign-in at this address, if there is one. */
    public Response page(KeycloakSession session, LoginFormsProvider form, Optional<String> signIn) {
        signIn.ifPresent(address -> form.setAttribute("mfaSignInAddress", address));
        return show(session, form);
    }

    /** @param form of the context, so that a button leads back to it */
    public Response page(KeycloakSession session, LoginFormsProvider form) {
        return show(session, form);
    }

    private String id() {
        return (this == DEVICES_UNAVAILABLE ? UNAVAILABLE : this)
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private Response show(KeycloakSession session, LoginFormsProvider form, Object... arguments) {
        if (this == NOT_SET_UP) {
            // Like Keycloak's own pages for what cannot continue.
            form.setStatus(Response.Status.BAD_REQUEST);
        }
        form.setAttribute("mfaNotice", id())
                .setAttribute("mfaNoticeTitle", title)
                .setAttribute("mfaNoticeText", form.getMessage(text, arguments))
                .setAttribute("mfaNoticeTextKey", text)
                .setAttribute("mfaCommandLine", Saml2AwsClient.isCalling(session))
                .setAttribute("mfaButton", button.name());
        return MarkedPage.of(session, form, "virtual-mfa-notice.ftl");
    }
}
