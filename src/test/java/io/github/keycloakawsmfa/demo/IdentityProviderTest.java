package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What IAM says when metadata is uploaded. */
class IdentityProviderTest {

    private static final String REALM = "http://localhost:8080/realms/demo";

    private static TestIdentityProvider idp;

    @BeforeAll
    static void createKey() throws Exception {
        idp = TestIdentityProvider.create(REALM);
    }

    @Test
    void readsADescriptor() throws Exception {
        assertThat(IdentityProvider.ofDescriptor(idp.descriptor()).settings()).containsValue(REALM);
    }

    @Test
    void readsNoByteOrderMark() throws Exception {
        assertUnreadable("\uFEFF" + idp.descriptor());
    }

    @Test
    void readsNoShortKey() throws Exception {
        assertUnreadable(TestIdentityProvider.create(REALM, 512).descriptor() + " ".repeat(1000));
    }

    @Test
    void readsNoDescriptorWithoutKeys() throws Exception {
        assertUnreadable(
                idp.descriptor().replaceAll("(?s)<md:KeyDescriptor.*</md:KeyDescriptor>", "") + " ".repeat(1000));
    }

    @Test
    void readsTenKeysAtMost() throws Exception {
        String key = idp.descriptor().replaceAll("(?s).*(<md:KeyDescriptor.*</md:KeyDescriptor>).*", "$1");

        IdentityProvider.ofDescriptor(idp.descriptor().replace(key, key.repeat(10)));
        assertUnreadable(idp.descriptor().replace(key, key.repeat(11)));
    }

    @Test
    void readsNoBrokenCertificate() throws Exception {
        assertUnreadable(idp.descriptor().replace("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"));
    }

    @Test
    void readsNeitherOtherTextNorADocumentType() throws Exception {
        assertUnreadable("<html>".repeat(200));
        assertUnreadable("<x/>");
        assertUnreadable("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + idp.descriptor());
    }

    private static void assertUnreadable(String xml) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityProvider.ofDescriptor(xml))
                .withMessageStartingWith("Could not parse metadata");
    }
}
