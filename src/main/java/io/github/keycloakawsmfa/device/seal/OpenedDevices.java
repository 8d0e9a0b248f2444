package io.github.keycloakawsmfa.device.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.credential.CredentialModel;

/**
 * A user's devices that open.
 *
 * @param broken why each other one does not, by credential id
 */
public record OpenedDevices(List<VirtualMfaDevice> devices, Map<String, String> broken) {

    /** @throws KeyUnavailableException if a key is unavailable: then nothing is decided about the rest */
    public static OpenedDevices of(String userId, List<CredentialModel> rows, DeviceSeal seal) {
        List<VirtualMfaDevice> devices = new ArrayList<>();
        Map<String, String> broken = new TreeMap<>();
        for (CredentialModel row : rows) {
            try {
                devices.add(seal.open(userId, row));
            } catch (BrokenSealException e) {
                broken.put(row.getId(), e.getMessage());
            }
        }
        return new OpenedDevices(List.copyOf(devices), Map.copyOf(broken));
    }

    public List<String> ids() {
        return devices.stream().map(VirtualMfaDevice::id).toList();
    }
}
