package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.setup.IamApi;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponseException;

/**
 * {@code /realms/{realm}/aws-mfa/iam}: IAM's calls about MFA devices, as AWS's own command line and SDKs send them. Each
 * is one of our own in other words; a caller may here what the same service account may there.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html">IAM API Reference</a>
 */
public final class IamResource {

    private static final int MOST_BYTES = 64 << 10;

    private static final Map<String, IamCall.Action> ACTIONS = Map.ofEntries(
            Map.entry("CreateVirtualMFADevice", CreateAction::answer),
            Map.entry("EnableMFADevice", DeviceActions::enable),
            Map.entry("ResyncMFADevice", DeviceActions::resync),
            Map.entry("DeactivateMFADevice", DeviceActions::deactivate),
            Map.entry("DeleteVirtualMFADevice", DeviceActions::delete),
            Map.entry("ListVirtualMFADevices", ListActions::all),
            Map.entry("ListMFADevices", ListActions::ofUser),
            Map.entry("GetMFADevice", ListActions::one),
            Map.entry("ListMFADeviceTags", ListActions::tags),
            Map.entry("GetUser", UserActions::one),
            Map.entry("ListUsers", UserActions::all),
            Map.entry("ListRoles", UserActions::roles),
            Map.entry("GenerateCredentialReport", ReportActions::generate),
            Map.entry("GetCredentialReport", ReportActions::get));

    private final KeycloakSession session;
    private final RealmModel realm;

    private IamResource(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Of the current realm. JAX-RS fails on a multipart body before it has read a byte (Keycloak 26.7.3), so the type is
     * looked at while the path is still being resolved.
     *
     * @throws NotFoundException if the realm is disabled, set-up has not switched this on, or the server has no calls for
     *     administrators
     * @throws ErrorResponseException 400, in IAM's form, if the body is of another type, or says that it is too long
     */
    public static IamResource of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isEnabled() || !new IamApi(realm).isOn() || !Profile.isFeatureEnabled(Profile.Feature.ADMIN_API)) {
            throw new NotFoundException();
        }
        if (isTooLong(session)) {
            throw new ErrorResponseException(tooLong());
        }
        if (!isForm(session)) {
            throw new ErrorResponseException(
                    IamAnswer.error(IamError.VALIDATION_ERROR, "The body must be application/x-www-form-urlencoded."));
        }
        return new IamResource(session, realm);
    }

    private static boolean isTooLong(KeycloakSession session) {
        String length =
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length != null && (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > MOST_BYTES);
    }

    private static Response tooLong() {
        return IamAnswer.error(IamError.VALIDATION_ERROR, "The body is longer than " + MOST_BYTES + " bytes.");
    }

    private static boolean isForm(KeycloakSession session) {
        String type = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
        return type == null
                || type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** For addresses that were signed, whose parameters are all in the query. */
    @GET
    public Response get() {
        return answer(new byte[0]);
    }

    /** @param body null or empty for none */
    @POST
    public Response post(byte[] body) {
        return answer(Objects.requireNonNullElse(body, new byte[0]));
    }

    private Response answer(byte[] body) {
        try {
            return call(body);
        } catch (IamException e) {
            return IamAnswer.error(e.error(), e.getMessage());
        } catch (BadCallException e) {
            return IamAnswer.error(IamError.VALIDATION_ERROR, e.getMessage());
        }
    }

    private Response call(byte[] body) {
        if (body.length > MOST_BYTES) {
            return tooLong();
        }
        requireTransport();
        Caller.Known caller = new Caller(session, realm, ServerTime.now()).of(SignedCall.of(session, body));
        try {
            return answer(caller, body);
        } catch (IamException e) {
            if (e.error() == IamError.THROTTLING || e.error() == IamError.SERVICE_UNAVAILABLE) {
                new UsedSignatures(session).giveBack(caller.signature());
            }
            throw e;
        }
    }

    private Response answer(Caller.Known caller, byte[] body) {
        String query =
                session.getContext().getHttpRequest().getUri().getRequestUri().getRawQuery();
        IamParameters parameters = IamParameters.parse(Objects.requireNonNullElse(query, ""), body);
        String action = parameters.action();
        IamCall.Action what = ACTIONS.get(action);
        if (what == null) {
            throw IamParameters.notFound(action, IamParameters.VERSION);
        }
        return answer(what, new IamCall(caller.administrator(), caller.account(), action, parameters));
    }

    private static Response answer(IamCall.Action what, IamCall call) {
        try {
            return what.answer(call);
        } catch (ForbiddenException e) {
            String caller = call.administrator().auth().adminAuth().getUser().getUsername();
            throw new IamException(
                    IamError.ACCESS_DENIED,
                    "User: " + call.account().userArn(caller) + " is not authorized to perform: iam:" + call.action());
        }
    }

    /** One of the answers holds a secret: it is not sent where the realm asks for TLS and there is none. */
    private void requireTransport() {
        boolean secure = session.getContext().getUri().getBaseUri().getScheme().equals("https");
        if (!secure && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            throw new IamException(IamError.ACCESS_DENIED, "This realm takes calls by HTTPS only.");
        }
    }
}
