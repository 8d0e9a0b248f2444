package io.github.keycloakawsmfa.seeds.csv;

import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.SeedParameters;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.seeds.UnusableSeedException;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which column holds what.
 *
 * @param places by what they hold, from 0; empty for a table without headings
 * @param secretEncoding as the heading of the secrets says
 * @param usualEncoding that of the layout
 */
record Columns(
        Map<Column, Integer> places, Optional<SecretEncoding> secretEncoding, Optional<SecretEncoding> usualEncoding) {

    /** With the headings that vendors give it, in lower case and without anything but letters. */
    private enum Column {
        OWNER("upn", "username", "user", "userid", "login", "owner"),
        SERIAL("serialnumber", "serial", "serialno", "sn", "tokenserial", "tokenserialnumber", "tokenid"),
        SECRET(
                "secretkey",
                "secret",
                "seed",
                "key",
                "secretkeybase",
                "secretkeyhex",
                "seedhex",
                "seedbase",
                "secrethex"),
        TYPE("type", "tokentype", "otptype"),
        ALGORITHM("algorithm", "hash", "hashfunction", "hashalgorithm", "hmac"),
        DIGITS("digits", "otplength", "otplen", "otpdigits", "codelength", "length"),
        PERIOD("timeinterval", "interval", "timestep", "period", "step", "timeperiod"),
        MANUFACTURER("manufacturer", "vendor", "make"),
        MODEL("model", "product");

        /** Never changed. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Set<String> headings;

        Column(String... headings) {
            this.headings = Set.of(headings);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern LIKE_A_SECRET = Pattern.compile("(?i)[0-9A-F]{32,}|[A-Z2-7]{32,}");
    private static final Pattern UNIT = Pattern.compile("(?i)(?<=[0-9])\\s*+s(ec(onds?)?)?$");

    /** Empty if the first line is a token already. */
    static Optional<Columns> named(Row headings) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        for (int i = 0; i < headings.cells().size(); i++) {
            String plain = headings.cell(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            for (Column column : Column.values()) {
                if (column.headings.contains(plain) && places.putIfAbsent(column, i) != null) {
                    throw new SeedFileException(headings.line(), "two columns are headed \"" + headings.cell(i) + "\"");
                }
            }
        }
        if (!places.containsKey(Column.SERIAL) && !places.containsKey(Column.SECRET)) {
            return Optional.empty();
        }
        for (Column needed : List.of(Column.SERIAL, Column.SECRET)) {
            if (!places.containsKey(needed)) {
                throw new SeedFileException(
                        headings.line(),
                        "no column is headed \"" + (needed == Column.SERIAL ? "serial number" : "secret key") + "\"");
            }
        }
        String secrets = headings.cell(places.get(Column.SECRET)).toLowerCase(Locale.ROOT);
        if (secrets.contains("64")) {
            throw new SeedFileException(
                    headings.line(), "the secrets are in Base64: convert them to Base32 or hexadecimal");
        }
        Optional<SecretEncoding> said = secrets.contains("hex")
                ? Optional.of(SecretEncoding.HEX)
                : Optional.of(SecretEncoding.BASE32).filter(base32 -> secrets.contains("32"));
        // Microsoft's word for it, whose layout has Base32.
        return Optional.of(new Columns(
                places,
                said,
                Optional.of(SecretEncoding.BASE32)
                        .filter(base32 -> secrets.strip().equals("secret key"))));
    }

    static Columns byPlace() {
        return new Columns(Map.of(), Optional.empty(), Optional.of(SecretEncoding.HEX));
    }

    List<String> secrets(List<Row> rows) {
        return rows.stream()
                .map(row -> cell(row, Column.SECRET))
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    Token token(Row row, SecretEncoding secrets) {
        String serial = Serial.of(cell(row, Column.SERIAL), row.line());
        if (places.isEmpty() && LIKE_A_SECRET.matcher(serial).matches()) {
            // It would be shown in clear.
            throw new SeedFileException(
                    row.line(),
                    "the first column looks like a secret, and not like a serial number: give them headings");
        }
        requireKnown(row);
        try {
            String type = cell(row, Column.TYPE).toLowerCase(Locale.ROOT);
            if (type.equals("hotp")) {
                throw UnusableSeedException.hotp();
            }
            if (!type.isEmpty() && !type.equals("totp")) {
                throw new SeedFileException(row.line(), "the type is totp or hotp");
            }
            TotpParameters parameters = SeedParameters.of(
                    cell(row, Column.ALGORITHM),
                    number(row, Column.DIGITS, "the number of digits", 6),
                    number(row, Column.PERIOD, "the time step", 30));
            return new Token(
                    row.line(),
                    serial,
                    cell(row, Column.OWNER),
                    cell(row, Column.MANUFACTURER),
                    cell(row, Column.MODEL),
                    new Seed(secrets.read(row.line(), cell(row, Column.SECRET)), parameters));
        } catch (UnusableSeedException e) {
            throw new SeedFileException(row.line(), "the token " + serial + " cannot be used: " + e.getMessage());
        }
    }

    private String cell(Row row, Column column) {
        return row.cell(places.isEmpty() ? place(row, column) : places.getOrDefault(column, -1));
    }

    /** Without headings: serial number, secret, type, digits, time step, hash; or the third is the time step. */
    private static int place(Row row, Column column) {
        boolean intervalThird = isIntervalThird(row);
        return switch (column) {
            case SERIAL -> 0;
            case SECRET -> 1;
            case TYPE -> intervalThird ? -1 : 2;
            case DIGITS -> intervalThird ? -1 : 3;
            case PERIOD -> intervalThird ? 2 : 4;
            case ALGORITHM -> intervalThird ? -1 : 5;
            default -> -1;
        };
    }

    private static boolean isIntervalThird(Row row) {
        return NUMBER.matcher(row.cell(2)).matches();
    }

    /** What has no name and no place might say what the token computes. */
    private void requireKnown(Row row) {
        if (places.isEmpty()
                && row.cells().stream().skip(isIntervalThird(row) ? 3 : 6).anyMatch(cell -> !cell.isEmpty())) {
            throw new SeedFileException(
                    row.line(),
                    "there are more columns than serial number, secret, type, digits, time step and hash: give them headings");
        }
    }

    private long number(Row row, Column column, String what, long otherwise) {
        String text = UNIT.matcher(cell(row, column)).replaceFirst("");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new SeedFileException(row.line(), what + " is no whole number");
        }
        return Long.parseLong(text);
    }
}
