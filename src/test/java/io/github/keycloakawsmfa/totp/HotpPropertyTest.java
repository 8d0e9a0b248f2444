package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Our HMAC beside Java's. A block has 64 bytes, of SHA-512 128: a longer key is hashed first. */
@Label("HOTP's HMAC is Java's")
class HotpPropertyTest {

    @Property
    void forAnySecretAndAnyCounters(
            @ForAll TotpAlgorithm algorithm,
            @ForAll @Size(min = 20, max = 140) byte[] secret,
            @ForAll long counter,
            @ForAll long another)
            throws GeneralSecurityException {
        Hotp hotp = new Totp(TotpSecret.of(secret), new TotpParameters(algorithm, 8, Duration.ofSeconds(30))).hotp();
        Mac mac = Mac.getInstance("Hmac" + algorithm);
        mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));

        for (long each : new long[] {counter, another, counter}) {
            byte[] hmac =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(each).array());
            int offset = hmac[hmac.length - 1] & 0xf;
            assertThat(hotp.truncated(each)).isEqualTo(ByteBuffer.wrap(hmac).getInt(offset) & 0x7fffffff);
        }
    }
}
