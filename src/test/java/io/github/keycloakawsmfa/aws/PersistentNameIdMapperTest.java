package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersistentNameIdMapperTest {

    private static final String REALM = "3f1e3f0a-6a55-4f6e-8f35-2f4b1f3f6d11";
    private static final String CLIENT = "urn:amazon:webservices";

    /** AWS knows users by it: a release that computes another one makes strangers of all. */
    @Test
    void staysWhatItIs() {
        assertThat(PersistentNameIdMapper.computed(REALM, "f:ldap:jürgen groß", CLIENT))
                .isEqualTo("G-9e253ea0-4d03-0847-5b92-466412e116b3");
    }

    @Test
    void isAnotherForEachUserClientAndRealm() {
        Stream<String> names = Stream.of(
                PersistentNameIdMapper.computed(REALM, "a", CLIENT),
                PersistentNameIdMapper.computed(REALM, "b", CLIENT),
                PersistentNameIdMapper.computed(REALM, "A", CLIENT),
                PersistentNameIdMapper.computed(REALM, "a", CLIENT + ":govcloud"),
                PersistentNameIdMapper.computed("other", "a", CLIENT),
                PersistentNameIdMapper.computed(REALM + "a", "", CLIENT));

        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("G-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }
}
