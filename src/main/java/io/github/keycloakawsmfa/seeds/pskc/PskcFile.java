package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.seeds.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A container of hardware tokens. A signature is not looked at: who brings the file answers for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6030">RFC 6030, Portable Symmetric Key Container</a>
 */
public final class PskcFile {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:keyprov:pskc";
    private static final String VERSION = "1.0";

    private PskcFile() {}

    /**
     * All tokens, in the file's order.
     *
     * @param file at most some megabytes
     * @param key what opens it
     * @param now tokens that are no longer valid are refused
     * @throws SeedFileException if it is no container, does not open, or a key of it is no token of ours
     */
    public static List<Token> read(byte[] file, ContainerKey key, Instant now) {
        List<Token> tokens = keys(file, key).stream()
                .filter(pskc -> !PskcToken.isPin(pskc))
                .map(pskc -> PskcToken.of(pskc, now))
                .toList();
        if (tokens.isEmpty()) {
            throw new SeedFileException(0, "there is no token in it");
        }
        return Serial.unique(tokens);
    }

    /** All keys, whatever they are for. */
    static List<PskcKey> keys(byte[] file, ContainerKey given) {
        XmlPieces pieces = new XmlPieces(file);
        Element root = pieces.root();
        if (!NAMESPACE.equals(root.getNamespaceURI()) || !"KeyContainer".equals(root.getLocalName())) {
            throw new SeedFileException(XmlPieces.lineOf(root), "this is no KeyContainer of RFC 6030");
        }
        if (!VERSION.equals(root.getAttribute("Version"))) {
            throw new SeedFileException(XmlPieces.lineOf(root), "the container's version is " + VERSION);
        }
        List<PskcKey> keys = new ArrayList<>();
        ContainerEncryption encryption = ContainerEncryption.NONE;
        boolean hasKey = false;
        for (Element piece = pieces.next(); piece != null; piece = pieces.next()) {
            switch (piece.getLocalName()) {
                case "EncryptionKey" -> {
                    // One of them only: to derive each takes seconds.
                    if (hasKey) {
                        throw new SeedFileException(XmlPieces.lineOf(piece), "there is a second EncryptionKey");
                    }
                    hasKey = true;
                    encryption = ContainerEncryption.of(piece, given);
                }
                case "MACMethod" -> encryption = encryption.withMac(piece);
                case "KeyPackage" -> {
                    Optional<PskcKey> found = PskcKey.of(piece, encryption);
                    found.ifPresent(keys::add);
                    Serial.requireFew(keys.size(), XmlPieces.lineOf(piece));
                }
                case "Signature", "Extensions" -> {
                    // Nothing that we need.
                }
                default ->
                    throw new SeedFileException(
                            XmlPieces.lineOf(piece), "a container has no element " + piece.getLocalName());
            }
        }
        return keys;
    }
}
