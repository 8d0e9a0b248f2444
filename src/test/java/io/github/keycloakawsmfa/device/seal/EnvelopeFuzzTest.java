package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.nio.charset.StandardCharsets;
import org.keycloak.credential.CredentialModel;

class EnvelopeFuzzTest {

    private static final MasterKey KEY = new MasterKey("realm:a", new byte[32]);

    @FuzzTest
    void opensOnlyWhatWasSealedAndQuotesNothing(byte[] bytes) {
        String text = FuzzedText.of(bytes);
        try {
            Envelope envelope = Envelope.fromJson(text);
            assertThat(Envelope.keyIdIn(text)).contains(envelope.keyId());
            assertThat(Envelope.fromJson(envelope.toJson())).isEqualTo(envelope);
            assertThat(EnvelopeText.keyIdIn(EnvelopeText.beginning(envelope.keyId())
                            .substring(
                                    0, EnvelopeText.beginning(envelope.keyId()).length() - 1)))
                    .contains(envelope.keyId());
            envelope.open(KEY, "realm", new byte[0]);
            throw new AssertionError("Opened what nobody has sealed: " + text);
        } catch (BrokenSealException e) {
            assertThat(e.getMessage())
                    .matches("not an envelope|changed, moved, or sealed under another key"
                            + "|envelope version \\d+ is unknown to this release");
        }
        EnvelopeText.keyIdIn(text);

        Envelope sealed = Envelope.seal(KEY, "realm", bytes, bytes);
        assertThat(Envelope.fromJson(sealed.toJson()).open(KEY, "realm", bytes)).isEqualTo(bytes);
        insideAnEnvelope(bytes);
        clearPart(text);
    }

    /** A key may be known to somebody, or a later release may have sealed it. */
    private static void insideAnEnvelope(byte[] bytes) {
        CredentialModel row = row("{}");
        Envelope sealed = Envelope.seal(KEY, "realm", context(row), bytes);
        open(sealed, row);
    }

    /** The clear part is bound to the envelope: with its key, any can be. */
    private static void clearPart(String text) {
        CredentialModel row = row(text);
        byte[] inside = "{\"secret\":\"dHdlbnR5IHNlY3JldCBieXRlcyE=\",\"assignedAt\":1,\"drift\":0}"
                .getBytes(StandardCharsets.UTF_8);
        open(Envelope.seal(KEY, "realm", context(row), inside), row);
    }

    private static void open(Envelope sealed, CredentialModel row) {
        try {
            assertThat(SealedDevice.open(sealed, Envelope.newCipher(), KEY, "realm", "user", row)
                            .toString())
                    .doesNotContain("dHdlbnR5");
        } catch (BrokenSealException e) {
            assertThat(e.getMessage()).matches("not a device|device version -?\\d+ is unknown to this release");
            assertThat(e).hasNoCause();
        }
    }

    private static CredentialModel row(String data) {
        CredentialModel row = new CredentialModel();
        row.setId("id");
        row.setType(VirtualMfaDevice.TYPE);
        row.setUserLabel("phone");
        row.setCredentialData(data);
        return row;
    }

    private static byte[] context(CredentialModel row) {
        return LengthPrefixed.of("device", "realm", "user", "id", VirtualMfaDevice.TYPE, row.getCredentialData());
    }
}
