package io.github.keycloakawsmfa.device.seal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.keycloak.util.JsonSerialization;

/**
 * A text sealed with AES-256-GCM, as JSON.
 *
 * @param version of the envelope and of what is inside
 * @param keyId the master key that it was sealed under
 * @param nonce Base64, 12 random bytes
 * @param ciphertext Base64, with the 16-byte tag at the end
 */
public record Envelope(
        @JsonProperty("v") int version,
        @JsonProperty("k") String keyId,
        @JsonProperty("n") String nonce,
        @JsonProperty("c") String ciphertext) {

    private static final int VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final JsonFactory JSON = new JsonFactory();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param context what the text is bound to: it opens only with the same one */
    static Envelope seal(MasterKey key, String realmId, byte[] context, byte[] plaintext) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = newCipher();
            begin(cipher, Cipher.ENCRYPT_MODE, key, realmId, nonce, context);
            byte[] sealed = cipher.doFinal(plaintext);
            Base64.Encoder base64 = Base64.getEncoder();
            return new Envelope(VERSION, key.id(), base64.encodeToString(nonce), base64.encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + CIPHER, e);
        }
    }

    /** @see #open(Cipher, MasterKey, String, byte[]) */
    byte[] open(MasterKey key, String realmId, byte[] context) {
        return open(newCipher(), key, realmId, context);
    }

    /**
     * @param cipher a {@link #newCipher}, or one that has opened others: making one takes longer than opening with it
     * @throws BrokenSealException if it was changed, or sealed under another key or for another context
     */
    byte[] open(Cipher cipher, MasterKey key, String realmId, byte[] context) {
        try {
            byte[] nonceBytes = Base64.getDecoder().decode(nonce);
            byte[] sealed = Base64.getDecoder().decode(ciphertext);
            // Of less than a tag, Java 17 makes a ProviderException at times, and no checked one.
            if (sealed.length < TAG_BITS / Byte.SIZE) {
                throw new BrokenSealException("not an envelope");
            }
            begin(cipher, Cipher.DECRYPT_MODE, key, realmId, nonceBytes, context);
            return cipher.doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw new BrokenSealException("changed, moved, or sealed under another key", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BrokenSealException("not an envelope", e);
        }
    }

    static Cipher newCipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + CIPHER, e);
        }
    }

    private static void begin(Cipher cipher, int mode, MasterKey key, String realmId, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        cipher.init(mode, key.sealing(realmId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(LengthPrefixed.of(Integer.toString(VERSION), key.id()));
        cipher.updateAAD(context);
    }

    String toJson() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("A record of texts is always JSON", e);
        }
    }

    /** The id of the key that a text is sealed under, if it is an envelope. */
    public static Optional<String> keyIdIn(String json) {
        try {
            return Optional.of(fromJson(json).keyId);
        } catch (BrokenSealException e) {
            return Optional.empty();
        }
    }

    /** @throws BrokenSealException if it is not an envelope, or one of a version that this release does not know */
    public static Envelope fromJson(String json) {
        Envelope envelope;
        try {
            envelope = read(json);
        } catch (IOException e) {
            // Without the cause: Jackson's message may quote what it could not read.
            throw new BrokenSealException("not an envelope");
        }
        if (envelope.version > VERSION) {
            throw new BrokenSealException("envelope version " + envelope.version + " is unknown to this release");
        }
        if (envelope.version != VERSION
                || envelope.keyId == null
                || envelope.nonce == null
                || envelope.ciphertext == null) {
            throw new BrokenSealException("not an envelope");
        }
        return envelope;
    }

    /** By hand: Jackson's binding to a record takes several times as long, for each device at each code. */
    private static Envelope read(String json) throws IOException {
        int version = 0;
        String keyId = null;
        String nonce = null;
        String ciphertext = null;
        try (JsonParser fields = JSON.createParser(json == null ? "" : json)) {
            if (fields.nextToken() != JsonToken.START_OBJECT) {
                return new Envelope(version, keyId, nonce, ciphertext);
            }
            for (String name = fields.nextFieldName(); name != null; name = fields.nextFieldName()) {
                switch (name) {
                    case "v" -> version = fields.nextIntValue(0);
                    case "k" -> keyId = fields.nextTextValue();
                    case "n" -> nonce = fields.nextTextValue();
                    case "c" -> ciphertext = fields.nextTextValue();
                    // A later version may have more, and is to be refused by its version.
                    default -> fields.nextToken();
                }
                fields.skipChildren();
            }
        }
        return new Envelope(version, keyId, nonce, ciphertext);
    }
}
