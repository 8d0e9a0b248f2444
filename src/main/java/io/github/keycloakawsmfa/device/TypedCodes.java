package io.github.keycloakawsmfa.device;

/**
 * What a user typed to prove that a device is theirs: one code, or two consecutive ones.
 *
 * @param code1 as it came from the form, or null
 * @param code2 the code after it, or null if one code was asked for
 * @param pickedDeviceId the only device to try; null or blank for whichever the codes fit
 */
public record TypedCodes(String code1, String code2, String pickedDeviceId) {

    /** One code. */
    public static TypedCodes one(String code, String pickedDeviceId) {
        return new TypedCodes(code, null, pickedDeviceId);
    }

    boolean isPair() {
        return code2 != null;
    }

    boolean allows(String deviceId) {
        return pickedDeviceId == null || pickedDeviceId.isBlank() || pickedDeviceId.equals(deviceId);
    }

    /** Redacted: codes are not for logs. */
    @Override
    public String toString() {
        return "TypedCodes";
    }
}
