package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * One key of a container, decrypted, whatever it is for. Never printed.
 *
 * @param line of its package
 * @param deviceSerial empty if the file does not say
 * @param id of the key
 * @param algorithm a URI, empty if the file does not say
 * @param secret empty if the file only refers to it
 */
record PskcKey(
        int line,
        String deviceSerial,
        String manufacturer,
        String model,
        String userId,
        String id,
        String algorithm,
        String suite,
        Optional<Element> responseFormat,
        Optional<Element> policy,
        Optional<TotpSecret> secret,
        OptionalLong timeInterval) {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}");

    /** @param keyPackage an element KeyPackage; empty if there is no key in it */
    static Optional<PskcKey> of(Element keyPackage, ContainerEncryption encryption) {
        return Elements.child(keyPackage, "Key").map(key -> of(keyPackage, key, encryption));
    }

    private static PskcKey of(Element keyPackage, Element key, ContainerEncryption encryption) {
        String ofKey = Elements.text(key, "UserId");
        return new PskcKey(
                XmlPieces.lineOf(keyPackage),
                Elements.text(keyPackage, "DeviceInfo", "SerialNo"),
                Elements.text(keyPackage, "DeviceInfo", "Manufacturer"),
                Elements.text(keyPackage, "DeviceInfo", "Model"),
                ofKey.isEmpty() ? Elements.text(keyPackage, "DeviceInfo", "UserId") : ofKey,
                key.getAttribute("Id"),
                key.getAttribute("Algorithm"),
                Elements.text(key, "AlgorithmParameters", "Suite"),
                Elements.at(key, "AlgorithmParameters", "ResponseFormat"),
                Elements.child(key, "Policy"),
                Elements.at(key, "Data", "Secret").map(secret -> secret(secret, encryption)),
                number(key, "TimeInterval", encryption));
    }

    private static TotpSecret secret(Element secret, ContainerEncryption encryption) {
        byte[] bytes = encrypted(secret) ? encryption.open(secret) : Elements.base64(inClear(secret, encryption));
        try {
            return TotpSecret.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(XmlPieces.lineOf(secret), "a secret has 1 to 512 bytes");
        }
    }

    /** Of a container that encrypts: somebody who has not its key could have put another secret there. */
    private static Element inClear(Element secret, ContainerEncryption encryption) {
        if (encryption.hasKey()) {
            throw new SeedFileException(
                    XmlPieces.lineOf(secret), "the secret is in clear, although the container has an EncryptionKey");
        }
        return plain(secret);
    }

    private static OptionalLong number(Element key, String name, ContainerEncryption encryption) {
        Optional<Element> value = Elements.at(key, "Data", name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        Element element = value.get();
        String text = encrypted(element)
                ? digits(encryption.open(element))
                : plain(element).getTextContent().strip();
        if (!NUMBER.matcher(text).matches()) {
            throw new SeedFileException(XmlPieces.lineOf(element), name + " is no whole number");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** Encrypted numbers are digits, or the number's bytes, the most significant first. */
    private static String digits(byte[] value) {
        String text = new String(value, StandardCharsets.US_ASCII);
        return NUMBER.matcher(text).matches() || value.length > Long.BYTES ? text : new BigInteger(1, value).toString();
    }

    private static boolean encrypted(Element value) {
        return Elements.child(value, "EncryptedValue").isPresent();
    }

    private static Element plain(Element value) {
        return Elements.child(value, "PlainValue")
                .orElseThrow(() -> new SeedFileException(
                        XmlPieces.lineOf(value), "the value of " + value.getLocalName() + " is missing"));
    }

    @Override
    public String toString() {
        return "PskcKey[redacted, " + id + "]";
    }
}
