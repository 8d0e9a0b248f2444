package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    @Test
    void isNotChangedByWhoeverGaveItsBytesOrReadThem() {
        byte[] given = new byte[32];
        MasterKey key = new MasterKey("realm:a", given);
        byte[] before = key.sealing("realm").getEncoded();

        given[0] = 1;
        key.bytes()[1] = 1;

        assertThat(key.bytes()).isEqualTo(new byte[32]);
        assertThat(key.sealing("realm").getEncoded()).isEqualTo(before);
    }

    @Test
    void derivesARealmsKeyOnceAndNeverAnothers() {
        MasterKey key = new MasterKey("vault:a", new byte[32]);
        SecretKey one = key.sealing("one");

        assertThat(key.sealing("one")).isSameAs(one);
        assertThat(key.sealing("two")).isNotEqualTo(one);
        assertThat(key.sealing("one")).isEqualTo(one);
    }

    @Test
    void isNotPrinted() {
        assertThat(new MasterKey("realm:a", new byte[32])).hasToString("MasterKey[realm:a]");
    }
}
