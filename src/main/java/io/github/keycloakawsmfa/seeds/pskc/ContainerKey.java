package io.github.keycloakawsmfa.seeds.pskc;

import java.util.Arrays;

/** What opens a container: agreed on with the vendor beside the file (RFC 6030, sections 6.1 and 6.2). Never printed. */
public sealed interface ContainerKey {

    /** Nothing was agreed on. */
    record None() implements ContainerKey {}

    /** The key itself. */
    @SuppressWarnings("ArrayRecordComponent")
    record PreShared(byte[] key) implements ContainerKey {

        /** @param key 16, 24 or 32 bytes, copied */
        public PreShared {
            if (key.length != 16 && key.length != 24 && key.length != 32) {
                throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, this one has " + key.length);
            }
            key = key.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PreShared that && java.security.MessageDigest.isEqual(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "PreShared[redacted]";
        }
    }

    /** What a key is derived from. */
    record Password(String password) implements ContainerKey {

        @Override
        public String toString() {
            return "Password[redacted]";
        }
    }
}
