package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import org.keycloak.credential.CredentialModel;

/** A device as Keycloak's own pages and REST show it: a row whose secret part stays sealed. */
public final class VirtualMfaCredentialModel extends CredentialModel {

    private static final long serialVersionUID = 1L;

    /** The credential type of every virtual MFA device. */
    public static final String TYPE = VirtualMfaDevice.TYPE;

    static VirtualMfaCredentialModel of(CredentialModel row) {
        VirtualMfaCredentialModel model = new VirtualMfaCredentialModel();
        model.setId(row.getId());
        model.setType(TYPE);
        model.setUserLabel(row.getUserLabel());
        model.setCreatedDate(row.getCreatedDate());
        model.setCredentialData(row.getCredentialData());
        model.setSecretData(row.getSecretData());
        return model;
    }
}
