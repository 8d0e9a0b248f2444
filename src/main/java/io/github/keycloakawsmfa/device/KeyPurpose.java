package io.github.keycloakawsmfa.device;

/** What a derived key is for. The names are part of the derivation: renaming one loses what it sealed. */
enum KeyPurpose {
    SEALING("AES"),
    EVIDENCE("HmacSHA256");

    private final String algorithm;

    KeyPurpose(String algorithm) {
        this.algorithm = algorithm;
    }

    String algorithm() {
        return algorithm;
    }
}
