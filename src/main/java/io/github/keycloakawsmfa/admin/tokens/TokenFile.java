package io.github.keycloakawsmfa.admin.tokens;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.seeds.csv.SecretEncoding;
import io.github.keycloakawsmfa.seeds.csv.TokenTable;
import io.github.keycloakawsmfa.seeds.pskc.ContainerKey;
import io.github.keycloakawsmfa.seeds.pskc.PskcFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's file as a call brings it: a PSKC container or a table.
 *
 * @param text as it is
 * @param secrets how a table's secrets are written; empty if it shows that by itself
 * @param key what opens a container
 */
record TokenFile(String text, Optional<SecretEncoding> secrets, ContainerKey key) {

    private static final int SHORTEST_PASSWORD = 1;

    /** @throws BadCallException with a sentence that names the field */
    static TokenFile parse(String body) {
        StrictJson json = StrictJson.parse(body, Set.of("file", "secrets", "key", "password"));
        Optional<String> key = json.text("key");
        Optional<String> password = json.text("password");
        if (key.isPresent() && password.isPresent()) {
            throw new BadCallException("A file is encrypted with \"key\" or with \"password\", not with both.");
        }
        ContainerKey container = key.<ContainerKey>map(TokenFile::preShared)
                .or(() -> password.map(TokenFile::password))
                .orElseGet(ContainerKey.None::new);
        return new TokenFile(json.needed("file"), json.text("secrets").map(TokenFile::encoding), container);
    }

    private static ContainerKey preShared(String hex) {
        try {
            return new ContainerKey.PreShared(HexFormat.of().parseHex(hex.strip()));
        } catch (IllegalArgumentException e) {
            throw new BadCallException("\"key\" must be 16, 24 or 32 bytes in hexadecimal digits.");
        }
    }

    private static ContainerKey password(String text) {
        if (text.length() < SHORTEST_PASSWORD) {
            throw new BadCallException("\"password\" is empty.");
        }
        return new ContainerKey.Password(text);
    }

    private static SecretEncoding encoding(String name) {
        return SecretEncoding.ofName(name)
                .orElseThrow(() -> new BadCallException("\"secrets\" must be hex or base32."));
    }

    /** @throws io.github.keycloakawsmfa.seeds.SeedFileException if it is refused */
    List<Token> read(Instant now) {
        String stripped = text.startsWith("\ufeff") ? text.substring(1) : text;
        return stripped.stripLeading().startsWith("<")
                ? PskcFile.read(stripped.stripLeading().getBytes(StandardCharsets.UTF_8), key, now)
                : TokenTable.read(stripped, secrets);
    }

    /** Redacted: it holds secrets. */
    @Override
    public String toString() {
        return "TokenFile[redacted]";
    }
}
