package io.github.keycloakawsmfa.device.otp;

import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.seeds.SeedParameters;
import io.github.keycloakawsmfa.seeds.UnusableSeedException;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.dto.OTPCredentialData;
import org.keycloak.models.credential.dto.OTPSecretData;
import org.keycloak.util.JsonSerialization;

/**
 * A one-time code of Keycloak's own, as its row has it: the secret in clear, and the digits, period and hash that the
 * realm's policy had when it was set up. Never printed.
 *
 * @param seed empty if it cannot become a device
 * @param problem why it cannot: {@code digits}, {@code period}, {@code algorithm}, {@code damaged}; else empty
 */
public record BuiltInOtp(CredentialModel row, Optional<Seed> seed, String problem) {

    /** The type of Keycloak's credential. */
    public static final String TYPE = OTPCredentialModel.TYPE;

    private static final String DAMAGED = "damaged";

    /** @param row of type {@value OTPCredentialModel#TYPE} */
    public static BuiltInOtp of(CredentialModel row) {
        try {
            return new BuiltInOtp(row, Optional.of(seed(OTPCredentialModel.createFromCredentialModel(row))), "");
        } catch (UnusableSeedException e) {
            return new BuiltInOtp(row, Optional.empty(), e.word());
        } catch (RuntimeException e) {
            // Keycloak throws whatever its JSON reader does (26.7.3, OTPCredentialModel.createFromCredentialModel).
            return new BuiltInOtp(row, Optional.empty(), DAMAGED);
        }
    }

    private static Seed seed(OTPCredentialModel otp) {
        OTPCredentialData data = otp.getOTPCredentialData();
        String algorithm = Objects.requireNonNullElse(data.getAlgorithm(), "");
        boolean counts = OTPCredentialModel.HOTP.equals(data.getSubType());
        return new Seed(
                TotpSecret.of(otp.getDecodedSecret()),
                counts
                        ? SeedParameters.hotp(algorithm, data.getDigits())
                        : SeedParameters.of(algorithm, data.getDigits(), data.getPeriod()),
                counts ? data.getCounter() : 0);
    }

    /**
     * The row by which Keycloak takes the codes of a device.
     *
     * @param id of the credential; Keycloak remembers accepted codes by it
     * @param name shown to the user
     */
    public static CredentialModel rowOf(String id, String name, Instant createdAt, Seed seed) {
        TotpParameters parameters = seed.parameters();
        OTPCredentialData data = new OTPCredentialData(
                parameters.isCounter() ? OTPCredentialModel.HOTP : OTPCredentialModel.TOTP,
                parameters.digits(),
                Math.toIntExact(seed.counter()),
                Math.toIntExact(parameters.period().toSeconds()),
                "Hmac" + parameters.algorithm().name(),
                OTPCredentialModel.SecretEncoding.BASE32.name());
        CredentialModel otp = new CredentialModel();
        otp.setType(TYPE);
        otp.setCredentialData(json(data));
        otp.setSecretData(json(new OTPSecretData(seed.secret().base32())));
        otp.setId(id);
        otp.setUserLabel(name);
        otp.setCreatedDate(createdAt.toEpochMilli());
        return otp;
    }

    private static String json(Object value) {
        try {
            return JsonSerialization.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak's values are always JSON", e);
        }
    }

    public String id() {
        return row.getId();
    }

    @Override
    public String toString() {
        return "BuiltInOtp[redacted, " + row.getId() + "]";
    }
}
