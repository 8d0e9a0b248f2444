package io.github.keycloakawsmfa.aws.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The serial number of a virtual MFA device, as IAM writes it: {@code arn:PARTITION:iam::ACCOUNT:mfa/[USER/]DEVICE}. What
 * IAM allows in no name stands percent-encoded, as UTF-8 in upper case, so that each name has one serial number and each
 * serial number one name.
 *
 * @param partition not null
 * @param account 12 digits
 * @param user whose device it is; empty where nobody has it yet
 * @param device its name, not empty
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM User Guide, IAM
 *     identifiers</a>
 */
public record MfaSerial(AwsPartition partition, String account, Optional<String> user, String device) {

    /** Longer than any that names of 255 and 64 characters can make. */
    private static final int LONGEST = 4_000;

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";
    private static final Pattern ARN =
            Pattern.compile("arn:(" + AwsPartition.ids("|") + "):iam::([0-9]{12}):mfa/(?:([^/]+)/)?([^/]+)");

    /** @throws NullPointerException if one is null */
    public MfaSerial {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(device, "device");
    }

    /** @return empty for null, and for anything but what {@link #arn} writes */
    public static Optional<MfaSerial> parse(String arn) {
        if (arn == null || arn.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> user = Optional.ofNullable(matcher.group(3)).flatMap(MfaSerial::decode);
        return decode(matcher.group(4))
                .map(device ->
                        new MfaSerial(AwsPartition.of(matcher.group(1)).orElseThrow(), matcher.group(2), user, device))
                .filter(serial -> serial.arn().equals(arn));
    }

    /** The ARN. */
    public String arn() {
        return "arn:" + partition.id() + ":iam::" + account + ":mfa/"
                + user.map(name -> encode(name) + "/").orElse("") + encode(device);
    }

    /**
     * Whether it means a device. In which account it is said to be does not matter: a realm's users are in none.
     *
     * @param username whose device it is
     * @param deviceName the device's
     */
    public boolean means(String username, String deviceName) {
        return user.map(username::equals).orElse(true) && device.equals(deviceName);
    }

    /** A name as it stands in an ARN or in a path. */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** @return empty for what {@link #encode} did not write, and for control characters, which PostgreSQL cannot compare */
    public static Optional<String> decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char c = encoded.charAt(at);
            if (PLAIN.indexOf(c) >= 0) {
                bytes.put((byte) c);
            } else if (c == '%' && at + 2 < encoded.length()) {
                int high = Character.digit(encoded.charAt(at + 1), 16);
                int low = Character.digit(encoded.charAt(at + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return encode(name).equals(encoded) && name.chars().noneMatch(Character::isISOControl)
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
