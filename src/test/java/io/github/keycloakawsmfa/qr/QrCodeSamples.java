package io.github.keycloakawsmfa.qr;

import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.time.Duration;
import java.util.stream.Stream;

/** What both readers have to read: from a short name to the longest in a script of three bytes a letter. */
final class QrCodeSamples {

    private QrCodeSamples() {}

    static Stream<String> contents() {
        TotpSecret secret = TotpSecret.ofBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        TotpParameters app = TotpParameters.AUTHENTICATOR_APP;
        return Stream.of(
                        new OtpAuthUri("Demo", "test-admin1", secret, app),
                        new OtpAuthUri("Amazon Web Services", "phone@alice@example.com", secret, app),
                        new OtpAuthUri("Demo: AWS", "urn:alice", secret, app),
                        new OtpAuthUri("デモ 会社", "山田 太郎", secret, app),
                        new OtpAuthUri("Example Corp.", "alice@example.com (MFA 2026-11-29 KTRWQB)", secret, app),
                        new OtpAuthUri("会".repeat(40), "山".repeat(64) + " (MFA 2026-11-29 KTRWQB)", secret, app),
                        new OtpAuthUri(
                                "Demo",
                                "alice",
                                TotpSecret.of(new byte[64]),
                                new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofSeconds(60))))
                .map(OtpAuthUri::value);
    }
}
