package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.SeedParameters;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.seeds.UnusableSeedException;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Makes a token of a container's key, if its codes are such as a device's are. */
final class PskcToken {

    private static final String TOTP = "totp";
    private static final String HOTP = "hotp";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    /** What a policy may say; each is looked at. */
    private static final Set<String> POLICIES =
            Set.of("StartDate", "ExpiryDate", "KeyUsage", "PINPolicy", "NumberOfTransactions");

    private PskcToken() {}

    /** Whether the key is the PIN of another one, which only the token asks for. */
    static boolean isPin(PskcKey key) {
        return algorithm(key).equals("pin");
    }

    static Token of(PskcKey key, Instant now) {
        String serial = Serial.of(key.deviceSerial().isEmpty() ? key.id() : key.deviceSerial(), key.line());
        try {
            TotpParameters parameters = parameters(key);
            TotpSecret secret = key.secret()
                    .orElseThrow(() -> new SeedFileException(
                            key.line(), "the secret of the token " + serial + " is not in the file"));
            key.policy().ifPresent(policy -> check(policy, serial, now));
            return new Token(
                    key.line(), serial, key.userId(), key.manufacturer(), key.model(), new Seed(secret, parameters));
        } catch (UnusableSeedException e) {
            throw new SeedFileException(key.line(), "the token " + serial + " cannot be used: " + e.getMessage());
        }
    }

    private static TotpParameters parameters(PskcKey key) {
        String algorithm = algorithm(key);
        if (algorithm.equals(HOTP)) {
            throw UnusableSeedException.hotp();
        }
        if (!algorithm.equals(TOTP)) {
            throw new UnusableSeedException("algorithm", "it is not for one-time codes that tell the time (TOTP)");
        }
        Element format = key.responseFormat().orElse(null);
        if (format != null && !List.of("", "DECIMAL").contains(format.getAttribute("Encoding"))) {
            throw new UnusableSeedException("digits", "its codes are not decimal");
        }
        if (format != null
                && !List.of("", "false", "0")
                        .contains(format.getAttribute("CheckDigits").strip())) {
            throw new UnusableSeedException("digits", "its codes have a check digit");
        }
        return SeedParameters.of(
                key.suite(), digits(key, format), key.timeInterval().orElse(30));
    }

    private static long digits(PskcKey key, Element format) {
        String length = format == null ? "" : format.getAttribute("Length").strip();
        if (length.isEmpty()) {
            return TotpParameters.AUTHENTICATOR_APP.digits();
        }
        if (!NUMBER.matcher(length).matches()) {
            throw new SeedFileException(key.line(), "the length of a response is no whole number");
        }
        return Long.parseLong(length);
    }

    /** {@code totp} of {@code urn:ietf:params:xml:ns:keyprov:pskc:totp}, and of its drafts' {@code …#totp}. */
    private static String algorithm(PskcKey key) {
        String uri = key.algorithm();
        return uri.substring(Math.max(uri.lastIndexOf(':'), uri.lastIndexOf('#')) + 1)
                .toLowerCase(Locale.ROOT);
    }

    /** What the vendor allows; what is not known forbids (RFC 6030, section 5). */
    private static void check(Element policy, String serial, Instant now) {
        int line = XmlPieces.lineOf(policy);
        Elements.child(policy, "StartDate")
                .filter(date -> now.isBefore(moment(date)))
                .ifPresent(date -> refuse(line, serial, "it is not valid yet"));
        Elements.child(policy, "ExpiryDate")
                .filter(date -> !now.isBefore(moment(date)))
                .ifPresent(date -> refuse(line, serial, "it is no longer valid"));
        List<Element> usages = Elements.children(policy, "KeyUsage");
        if (!usages.isEmpty()
                && usages.stream()
                        .noneMatch(usage -> usage.getTextContent().strip().equals("OTP"))) {
            refuse(line, serial, "its key is not for one-time codes");
        }
        Elements.child(policy, "PINPolicy")
                .map(pin -> pin.getAttribute("PINUsageMode"))
                // The token asks for the PIN by itself.
                .filter(mode -> !List.of("", "Local").contains(mode))
                .ifPresent(mode -> refuse(line, serial, "its codes contain a PIN"));
        if (Elements.child(policy, "NumberOfTransactions").isPresent()) {
            refuse(line, serial, "it is good for a number of codes only");
        }
        Elements.children(policy).stream()
                .map(Element::getLocalName)
                .filter(name -> !POLICIES.contains(name))
                .findFirst()
                .ifPresent(name -> refuse(line, serial, "its policy " + name + " is not known here"));
    }

    private static Instant moment(Element date) {
        String text = date.getTextContent().strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new SeedFileException(XmlPieces.lineOf(date), "this is no date and time with its zone");
        }
    }

    private static void refuse(int line, String serial, String why) {
        throw new SeedFileException(line, "the token " + serial + " cannot be used: " + why);
    }
}
