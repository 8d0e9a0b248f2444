package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user typed to prove that a device is theirs: one code, or two or three consecutive ones.
 *
 * @param codes as received, in the order in which the device showed them; at most three, empty if none came
 * @param pickedDeviceId the only device to try; null or blank for whichever the codes fit
 */
public record TypedCodes(List<String> codes, String pickedDeviceId) {

    /** How many consecutive codes nobody guesses: they are checked whatever was typed before (rule S3). */
    public static final int TRIPLE = 3;

    /** Nothing was typed. */
    public static final TypedCodes NONE = new TypedCodes(List.of(), null);

    /** @throws IllegalArgumentException if there are more than three */
    public TypedCodes {
        codes = List.copyOf(codes);
        if (codes.size() > TRIPLE) {
            throw new IllegalArgumentException("At most three codes, not " + codes.size());
        }
    }

    /**
     * What one field holds: a code, or two or three consecutive ones with or without blanks or dashes between them, as
     * sent by command-line clients that have only one field. How many digits there are tells the codes' length: no
     * number of codes of six digits is as long as one of eight.
     *
     * @param typed null counts as empty
     */
    public static TypedCodes ofField(String typed, String pickedDeviceId) {
        String text = typed == null ? "" : typed;
        List<String> codes = TotpParameters.CODE_LENGTHS.stream()
                .map(digits -> TotpCode.split(text, digits, TRIPLE))
                .filter(split -> split.size() > 1)
                .findFirst()
                .orElse(List.of(text));
        return new TypedCodes(codes, pickedDeviceId);
    }

    /** Codes from one field each; a null counts as an empty field. */
    public static TypedCodes of(String pickedDeviceId, String... typed) {
        return new TypedCodes(
                Stream.of(typed).map(code -> code == null ? "" : code).toList(), pickedDeviceId);
    }

    /** Whether two or three codes were typed. */
    public boolean isSeries() {
        return codes.size() > 1;
    }

    /** Whether three codes were typed. */
    public boolean isTriple() {
        return codes.size() == TRIPLE;
    }

    /** Whether there is at least one and each is a code. */
    public boolean areWellFormed() {
        return parsed().isPresent();
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    boolean allows(String deviceId) {
        return pickedDeviceId == null || pickedDeviceId.isBlank() || pickedDeviceId.equals(deviceId);
    }

    /** Empty if one of them is not a code, or has another number of digits than the first. */
    Optional<List<TotpCode>> parsed() {
        return TotpParameters.CODE_LENGTHS.stream()
                .map(this::parsed)
                .filter(all -> all.size() == codes.size() && !all.isEmpty())
                .findFirst();
    }

    private List<TotpCode> parsed(int digits) {
        return codes.stream()
                .flatMap(code -> TotpCode.parse(code, digits).stream())
                .toList();
    }

    /** Redacted: codes are not for logs. */
    @Override
    public String toString() {
        return "TypedCodes";
    }
}
