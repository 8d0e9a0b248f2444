package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever users are called: AWS takes the name, no two users share one, and it is the same next time. */
@Label("Whatever a user is called")
class RoleSessionNamePropertyTest {

    private static final String AWS_PATTERN = "[a-zA-Z_0-9+=,.@-]{2,64}";

    /** From what AWS takes, through what looks like our own marks, to anything that a Java string may hold. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange('a', 'c')
                .withChars("A-+=,.@_7")
                .ofMaxLength(70);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(80);
        Arbitrary<String> letters =
                Arbitraries.strings().withChars("aüu\u0308Ａ山 :\ud83d\ude00").ofMaxLength(6);
        Arbitrary<String> marked = Combinators.combine(
                        plain, Arbitraries.strings().withChars("abc234ABC").ofLength(20))
                .as((name, mark) -> name.substring(0, Math.min(name.length(), 43)) + "-" + mark);
        Arbitrary<String> made = Arbitraries.oneOf(any, letters)
                .map(text -> RoleSessionName.of(text).value());
        return Arbitraries.frequencyOf(
                Tuple.of(3, plain), Tuple.of(2, any), Tuple.of(3, letters), Tuple.of(2, marked), Tuple.of(2, made));
    }

    @Property
    void awsTakesIt(@ForAll("texts") String text, @ForAll("texts") String userId) {
        assertThat(RoleSessionName.of(text).value()).matches(AWS_PATTERN).doesNotMatch("(?i)aws:.*");
        assertThat(RoleSessionName.of(text, userId).value()).matches(AWS_PATTERN);
    }

    @Property
    void itIsTheSameNextTime(@ForAll("texts") String text, @ForAll("texts") String userId) {
        assertThat(RoleSessionName.of(new String(text.toCharArray()))).isEqualTo(RoleSessionName.of(text));
        assertThat(RoleSessionName.of(text, new String(userId.toCharArray())))
                .isEqualTo(RoleSessionName.of(text, userId));
    }

    @Property
    void twoTextsHaveTwoNames(@ForAll("texts") String one, @ForAll("texts") String other) {
        Assume.that(!one.equals(other));
        assertThat(RoleSessionName.of(one)).isNotEqualTo(RoleSessionName.of(other));
    }

    /** Keycloak keeps usernames and e-mails unique without case, so names of two users must differ without it as well. */
    @Property
    void norDoTheyDifferInCaseOnly(@ForAll("texts") String one, @ForAll("texts") String other) {
        String first = one.toLowerCase(Locale.ROOT);
        String second = other.toLowerCase(Locale.ROOT);
        Assume.that(!first.equals(second));
        assertThat(RoleSessionName.of(first).value())
                .isNotEqualToIgnoringCase(RoleSessionName.of(second).value());
    }

    @Property
    void spellingsOfOneTextAreTwoTexts(@ForAll("texts") String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        Assume.that(!composed.equals(decomposed));
        assertThat(RoleSessionName.of(composed)).isNotEqualTo(RoleSessionName.of(decomposed));
    }

    @Property
    void twoUsersHaveTwoNames(
            @ForAll("texts") String one,
            @ForAll("texts") String idOfOne,
            @ForAll("texts") String other,
            @ForAll("texts") String idOfOther) {
        Assume.that(!idOfOne.equals(idOfOther));
        assertThat(RoleSessionName.of(one, idOfOne))
                .isNotEqualTo(RoleSessionName.of(other, idOfOther))
                .isNotEqualTo(RoleSessionName.of(other));
    }
}
