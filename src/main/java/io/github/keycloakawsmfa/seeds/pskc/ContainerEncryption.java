package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Element;

/**
 * Opens the encrypted values of a container. A value's MAC is checked before it is decrypted: AES-CBC alone would tell
 * by its errors what is in it.
 *
 * @param key null if the container says nothing of encryption
 * @param macAlgorithm as JCA names it; null if there is none
 * @param macKey null if there is no MAC
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6030#section-6">RFC 6030, section 6</a>
 */
@SuppressWarnings("ArrayRecordComponent")
record ContainerEncryption(byte[] key, String macAlgorithm, byte[] macKey) {

    static final ContainerEncryption NONE = new ContainerEncryption(null, null, null);

    /** With the bytes of their keys. */
    private static final Map<String, Integer> CBC = Map.of(
            XMLCipher.AES_128, 16,
            XMLCipher.AES_192, 24,
            XMLCipher.AES_256, 32);

    /** They authenticate what they encrypt. */
    private static final Map<String, Integer> GCM = Map.of(
            XMLCipher.AES_128_GCM, 16,
            XMLCipher.AES_192_GCM, 24,
            XMLCipher.AES_256_GCM, 32);

    /** @param encryptionKey the element EncryptionKey */
    static ContainerEncryption of(Element encryptionKey, ContainerKey given) {
        return new ContainerEncryption(EncryptionKeys.of(encryptionKey, given), null, null);
    }

    boolean hasKey() {
        return key != null;
    }

    /** With what the element MACMethod says. */
    ContainerEncryption withMac(Element macMethod) {
        int line = XmlPieces.lineOf(macMethod);
        String algorithm = mac(line, macMethod.getAttribute("Algorithm"));
        if (Elements.child(macMethod, "MACKeyReference").isPresent()) {
            throw new SeedFileException(line, "a MAC key outside the file is not supported");
        }
        if (key == null) {
            throw new SeedFileException(line, "there is a MAC, but no encryption key before it");
        }
        // Without a key of its own, the encryption's, as older files have it.
        byte[] own = Elements.child(macMethod, "MACKey").map(this::decrypted).orElse(key);
        return new ContainerEncryption(key, algorithm, own);
    }

    private static String mac(int line, String uri) {
        String name = uri.substring(uri.lastIndexOf('#') + 1).toLowerCase(Locale.ROOT);
        if (!name.matches("hmac-sha(1|224|256|384|512)")) {
            throw new SeedFileException(line, "the MAC's algorithm is HMAC with SHA-1 or SHA-2");
        }
        return "Hmac" + name.substring("hmac-".length()).toUpperCase(Locale.ROOT);
    }

    /**
     * What a Secret, Counter or the like holds in its EncryptedValue.
     *
     * @throws SeedFileException if it does not open
     */
    byte[] open(Element data) {
        Element encrypted = Elements.child(data, "EncryptedValue").orElseThrow();
        int line = XmlPieces.lineOf(encrypted);
        if (key == null) {
            throw new SeedFileException(line, "the value is encrypted, and no EncryptionKey says how");
        }
        if (!GCM.containsKey(algorithm(encrypted))) {
            checkMac(data, encrypted);
        }
        return decrypted(encrypted);
    }

    private void checkMac(Element data, Element encrypted) {
        Element mac = Elements.child(data, "ValueMAC")
                .orElseThrow(() ->
                        new SeedFileException(XmlPieces.lineOf(encrypted), "the value is encrypted without a MAC"));
        int line = XmlPieces.lineOf(mac);
        if (macKey == null) {
            throw new SeedFileException(line, "the value has a MAC, and no MACMethod says which");
        }
        try {
            Mac computing = Mac.getInstance(macAlgorithm);
            computing.init(new SecretKeySpec(macKey, macAlgorithm));
            byte[] right = computing.doFinal(Elements.base64(cipherValue(encrypted)));
            if (!MessageDigest.isEqual(right, Elements.base64(mac))) {
                throw new SeedFileException(line, "the MAC is wrong: another key, or a file that was changed");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SeedFileException(line, "the MAC cannot be computed");
        }
    }

    /** @param encrypted of xenc's EncryptedDataType, whatever its name */
    private byte[] decrypted(Element encrypted) {
        int line = XmlPieces.lineOf(encrypted);
        String algorithm = algorithm(encrypted);
        Integer keyBytes = CBC.getOrDefault(algorithm, GCM.get(algorithm));
        if (keyBytes == null) {
            throw new SeedFileException(line, "the encryption is AES in CBC or GCM mode");
        }
        if (keyBytes != key.length) {
            throw new SeedFileException(
                    line, "the encryption takes a key of " + keyBytes + " bytes, and this one has " + key.length);
        }
        // Never a reference, which would be fetched.
        cipherValue(encrypted);
        try {
            Init.init();
            XMLCipher cipher = XMLCipher.getInstance(algorithm);
            cipher.setSecureValidation(true);
            cipher.init(XMLCipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher.decryptToByteArray(encrypted);
        } catch (XMLSecurityException | RuntimeException e) {
            throw new SeedFileException(line, "this does not open with the key");
        }
    }

    private static String algorithm(Element encrypted) {
        return Elements.child(encrypted, "EncryptionMethod")
                .map(method -> method.getAttribute("Algorithm"))
                .orElseThrow(() ->
                        new SeedFileException(XmlPieces.lineOf(encrypted), "the encryption's algorithm is missing"));
    }

    private static Element cipherValue(Element encrypted) {
        return Elements.at(encrypted, "CipherData", "CipherValue")
                .filter(value ->
                        encrypted.getElementsByTagNameNS("*", "CipherReference").getLength() == 0)
                .orElseThrow(() -> new SeedFileException(
                        XmlPieces.lineOf(encrypted), "the encrypted value is not in the file itself"));
    }

    @Override
    public String toString() {
        return "ContainerEncryption[redacted]";
    }
}
