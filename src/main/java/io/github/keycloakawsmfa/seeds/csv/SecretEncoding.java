package io.github.keycloakawsmfa.seeds.csv;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the secrets of a table are written: all in the same way. */
public enum SecretEncoding {
    HEX,
    BASE32;

    /** {@code hex} or {@code base32}, in any case. */
    public static Optional<SecretEncoding> ofName(String name) {
        return Stream.of(values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * The one that all secrets can be written in: one that has a 0, 1, 8 or 9 is not Base32, one that has a letter behind F
     * is not hexadecimal.
     *
     * @param usual where it may be either; empty if nothing tells
     * @throws SeedFileException if nothing tells, or it is neither
     */
    static SecretEncoding of(List<String> secrets, Optional<SecretEncoding> usual) {
        List<SecretEncoding> possible = Stream.of(values())
                .filter(encoding -> secrets.stream().allMatch(encoding::takes))
                .toList();
        if (possible.isEmpty()) {
            throw new SeedFileException(0, "the secrets are neither all hexadecimal nor all Base32");
        }
        return possible.size() == 1 || secrets.isEmpty()
                ? possible.get(0)
                : usual.orElseThrow(
                        () -> new SeedFileException(0, "the secrets may be hexadecimal or Base32: say which"));
    }

    private TotpSecret decode(String text) {
        return this == HEX
                ? TotpSecret.of(HexFormat.of().parseHex(text.replace(" ", "")))
                : TotpSecret.ofAppsBase32(whole(text));
    }

    /**
     * Microsoft's own example ends in bits that make no byte, but no writer of Base32 ends at these lengths.
     *
     * @throws IllegalArgumentException if a part of it must be missing
     */
    private static String whole(String base32) {
        int rest = base32.replaceAll("[ \t=-]", "").length() % 8;
        if (rest == 1 || rest == 3 || rest == 6) {
            throw new IllegalArgumentException("no number of whole bytes");
        }
        return base32;
    }

    private boolean takes(String secret) {
        try {
            decode(secret);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    TotpSecret read(int line, String secret) {
        if (secret.isEmpty()) {
            throw new SeedFileException(line, "the secret is missing");
        }
        try {
            return decode(secret);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(
                    line, "the secret is not " + (this == HEX ? "hexadecimal" : "Base32, or its end is missing"));
        }
    }
}
