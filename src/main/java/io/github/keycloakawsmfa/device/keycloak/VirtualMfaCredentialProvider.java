package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponseException;

/**
 * Shows devices to Keycloak. It validates no code, because only the {@link Ledger} decides whether a code counts, and
 * it deletes nothing for the user, because a password-only session could delete (26.7.3, CredentialDeleteHelper).
 */
final class VirtualMfaCredentialProvider
        implements CredentialProvider<VirtualMfaCredentialProvider.VirtualMfaCredentialModel> {

    /** A device as Keycloak's own pages and REST show it: a row whose secret part stays sealed. */
    static final class VirtualMfaCredentialModel extends CredentialModel {

        private static final long serialVersionUID = 1L;

        private VirtualMfaCredentialModel(CredentialModel row) {
            setId(row.getId());
            setType(VirtualMfaDevice.TYPE);
            setUserLabel(row.getUserLabel());
            setCreatedDate(row.getCreatedDate());
            setCredentialData(row.getCredentialData());
            setSecretData(row.getSecretData());
        }
    }

    private static final String REFUSAL =
            "A virtual MFA device cannot be stored: it was not sealed here for this user, or is"
                    + " no longer one of the user's devices. The server's log tells why.";

    private final KeycloakSession session;

    VirtualMfaCredentialProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getType() {
        return VirtualMfaDevice.TYPE;
    }

    /**
     * Called for realm imports and for a user PUT with credentials, never by the ledger: both bring rows of unknown
     * origin, and only one that was sealed for this very realm and user may become a device.
     *
     * @throws ErrorResponseException if the row does not open, or is no longer one of the user's devices: Keycloak's
     *     REST would not report the reason of a ModelException
     */
    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, VirtualMfaCredentialModel row) {
        IncomingDevice device = new IncomingDevice(session, realm, user, row);
        Optional<String> objection = device.objection();
        if (objection.isPresent()) {
            device.refused(objection.get());
            throw refusal();
        }
        CredentialModel stored = user.credentialManager().createStoredCredential(row);
        device.stored();
        return stored;
    }

    /**
     * The same sentence for every reason, because a reason would reveal which keys and devices there are. It is the
     * error's name, which is also the exception's message: the command line's import shows that.
     */
    private static ErrorResponseException refusal() {
        return new ErrorResponseException(REFUSAL, null, Response.Status.BAD_REQUEST);
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return user.credentialManager().removeStoredCredentialById(credentialId);
    }

    @Override
    public VirtualMfaCredentialModel getCredentialFromModel(CredentialModel row) {
        return new VirtualMfaCredentialModel(row);
    }

    /**
     * The account console has a link to add to a type, or a button at each credential, never both (26.7.3,
     * CredentialTypeMetadata.build). Users without a device assign one; users with one find everything else, including
     * another device, behind the button.
     */
    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        CredentialTypeMetadata.CredentialTypeMetadataBuilder metadata = CredentialTypeMetadata.builder()
                .type(VirtualMfaDevice.TYPE)
                .category(CredentialTypeMetadata.Category.TWO_FACTOR)
                .displayName("virtualMfaDisplayName")
                .helpText("virtualMfaHelpText")
                .iconCssClass("kcAuthenticatorOTPClass")
                .removeable(false);
        return (managesDevices(context.getUser())
                        ? metadata.updateAction(VirtualMfaDevice.DEVICES_ACTION)
                        : metadata.createAction(VirtualMfaDevice.TYPE))
                .build(session);
    }

    private boolean managesDevices(UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        if (user == null || realm == null) {
            return false;
        }
        RequiredActionProviderModel manage = realm.getRequiredActionProviderByAlias(VirtualMfaDevice.DEVICES_ACTION);
        return manage != null
                && manage.isEnabled()
                && Devices.of(session, realm, user).anyAssigned();
    }
}
