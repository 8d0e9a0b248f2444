package io.github.keycloakawsmfa.seeds.otpauth;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.SeedParameters;
import io.github.keycloakawsmfa.seeds.UnusableSeedException;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What Google Authenticator exports as QR codes: {@code otpauth-migration://offline?data=BASE64}, a protocol buffer of
 * several entries. Google has not published its form; other apps read and write it by these numbers.
 */
final class GoogleExport {

    private static final String DATA = "data=";

    /** Message MigrationPayload. */
    private static final int ENTRIES = 1;

    /** Message OtpParameters. */
    private static final int SECRET = 1;

    private static final int NAME = 2;
    private static final int ISSUER = 3;
    private static final int ALGORITHM = 4;
    private static final int DIGITS = 5;
    private static final int TYPE = 6;
    private static final int COUNTER = 7;

    private static final int HOTP = 1;
    private static final long PERIOD_SECONDS = 30;

    private GoogleExport() {}

    /** @throws SeedFileException if it is no such URI */
    static List<ListedEntry> read(int line, String user, String uri) {
        List<ListedEntry> entries = new ArrayList<>();
        try {
            CodedInputStream payload = CodedInputStream.newInstance(data(line, uri));
            for (int tag = payload.readTag(); tag != 0; tag = payload.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == ENTRIES) {
                    entries.add(entry(line, user, CodedInputStream.newInstance(payload.readByteArray())));
                } else if (!payload.skipField(tag)) {
                    throw new SeedFileException(line, "the export is damaged");
                }
            }
        } catch (IOException e) {
            throw new SeedFileException(line, "the export is damaged");
        }
        if (entries.isEmpty()) {
            throw new SeedFileException(line, "the export has no entry");
        }
        return entries;
    }

    private static byte[] data(int line, String uri) {
        int query = uri.indexOf('?');
        String data = query < 0
                ? ""
                : List.of(uri.substring(query + 1).split("&", -1)).stream()
                        .filter(pair -> pair.startsWith(DATA))
                        .map(pair -> pair.substring(DATA.length()))
                        .findFirst()
                        .orElse("");
        try {
            // In the picture it is escaped; what was copied from a reader may not be.
            String base64 = URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(line, "the export's data is no Base64");
        }
    }

    private static ListedEntry entry(int line, String user, CodedInputStream fields) throws IOException {
        byte[] secret = {};
        String name = "";
        String issuer = "";
        int algorithm = 0;
        int digits = 0;
        int type = 0;
        long counter = 0;
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case SECRET -> secret = fields.readByteArray();
                case NAME -> name = fields.readStringRequireUtf8();
                case ISSUER -> issuer = fields.readStringRequireUtf8();
                case ALGORITHM -> algorithm = fields.readEnum();
                case DIGITS -> digits = fields.readEnum();
                case TYPE -> type = fields.readEnum();
                case COUNTER -> counter = fields.readInt64();
                default -> {
                    if (!fields.skipField(tag)) {
                        throw new SeedFileException(line, "the export is damaged");
                    }
                }
            }
        }
        int colon = name.indexOf(':');
        String account = name.substring(colon + 1).strip();
        String shown = issuer.isEmpty() && colon >= 0 ? name.substring(0, colon) : issuer;
        try {
            Seed seed =
                    Seed.counted(secret(line, secret), parameters(algorithm, digits, type), type == HOTP ? counter : 0);
            return new ListedEntry(line, user, account, shown.strip(), seed, null);
        } catch (UnusableSeedException e) {
            return new ListedEntry(line, user, account, shown.strip(), null, e.word());
        }
    }

    private static TotpSecret secret(int line, byte[] bytes) {
        try {
            return TotpSecret.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(line, "an entry of the export has no secret");
        }
    }

    private static TotpParameters parameters(int algorithm, int digits, int type) {
        String hash = switch (algorithm) {
            case 0, 1 -> "SHA1";
            case 2 -> "SHA256";
            case 3 -> "SHA512";
            default -> "MD5";
        };
        int length = digits == 2 ? 8 : 6;
        return type == HOTP ? SeedParameters.hotp(hash, length) : SeedParameters.of(hash, length, PERIOD_SECONDS);
    }
}
