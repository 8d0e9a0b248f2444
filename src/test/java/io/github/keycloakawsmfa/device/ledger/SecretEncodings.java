package io.github.keycloakawsmfa.device.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All ways in which somebody would write a secret, alone or within something longer. */
public final class SecretEncodings {

    private SecretEncodings() {}

    /** @param shown the secret key as the page shows it, in groups of four */
    public static List<String> of(byte[] secret, String shown) {
        String base32 = shown.replace(" ", "");
        Set<String> spellings = new LinkedHashSet<>(List.of(shown, shown.toLowerCase(Locale.ROOT)));
        for (String text : List.of(base32, base32.toLowerCase(Locale.ROOT))) {
            spellings.add(text);
            spellings.addAll(of(text.getBytes(StandardCharsets.US_ASCII)));
        }
        spellings.addAll(of(secret));
        spellings.add(new String(secret, StandardCharsets.ISO_8859_1));
        spellings.add(new String(secret, StandardCharsets.UTF_8));
        return List.copyOf(spellings);
    }

    private static List<String> of(byte[] bytes) {
        List<String> spellings = new ArrayList<>();
        String hex = HexFormat.of().formatHex(bytes);
        spellings.add(hex);
        spellings.add(hex.toUpperCase(Locale.ROOT));
        // Where what stands before is no multiple of three bytes long, all characters differ: so from each beginning.
        for (int before = 0; before < 3; before++) {
            byte[] within = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, within, before, bytes.length);
            int first = (before * 8 + 5) / 6;
            int end = within.length * 8 / 6;
            for (Base64.Encoder base64 : Arrays.asList(Base64.getEncoder(), Base64.getUrlEncoder())) {
                spellings.add(base64.encodeToString(within).substring(first, end));
            }
        }
        return spellings;
    }
}
