package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a path has led.
 *
 * @param page null where no browser was on the way
 * @param text what was answered
 * @param person who has arrived there; null for the given's
 */
record PathResult(Page page, String text, Person person) {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{200,}={0,2}");

    static PathResult at(Page page) {
        return new PathResult(page, page.source(), null);
    }

    static PathResult with(String text) {
        return new PathResult(null, text, null);
    }

    /** The same, where it is not the given's person who has arrived. */
    PathResult of(Person other) {
        return new PathResult(page, text, other);
    }

    /** Whether anything arrived that carries, or can be changed for, an assertion: plain, in Base64, or as an artifact. */
    boolean hasAssertion() {
        boolean posted =
                page != null && SamlPost.isOn(page) && SamlPost.of(page).hasAssertion();
        boolean artifact = page != null && page.query("SAMLart").isPresent() || text.contains("SAMLart");
        return posted
                || artifact
                || isAssertion(text)
                || BASE64.matcher(text).results().anyMatch(match -> isAssertion(decoded(match.group())));
    }

    private static boolean isAssertion(String xml) {
        return xml.contains("urn:oasis:names:tc:SAML:2.0:assertion")
                && (xml.contains("Assertion ") || xml.contains("EncryptedAssertion"));
    }

    private static String decoded(String base64) {
        String standard = base64.replace('-', '+').replace('_', '/');
        return new String(Base64.getMimeDecoder().decode(standard), StandardCharsets.UTF_8);
    }

    boolean asksForCode() {
        return has("#kc-otp-login-form, #kc-totp-settings-form");
    }

    boolean asksToSignInAgain() {
        return has("#virtual-mfa-sign-in-again");
    }

    private boolean has(String css) {
        return Optional.ofNullable(page).filter(there -> there.has(css)).isPresent();
    }

    @Override
    public String toString() {
        return page == null ? text : page.toString();
    }
}
