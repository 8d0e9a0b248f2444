package io.github.keycloakawsmfa.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pages behind {@code /phone}. The key comes in the body of a request and goes back in the page; it is kept nowhere
 * here. A page cannot refresh itself with a body, so without JavaScript a button asks for the codes of now.
 */
final class PhonePages {

    private static final String NO_KEY =
            "This is not a secret key. A key has letters A to Z and digits 2 to 7, 32 of them as a rule, in groups of four.";

    private final Clock clock;

    PhonePages(Clock clock) {
        this.clock = clock;
    }

    Answer empty() {
        return page(200, "", "", "", "");
    }

    Answer show(Form form) {
        String key = form.get("key").strip();
        String name = form.get("name").strip();
        boolean partOnly = form.get("part").equals("device");
        Optional<OneTimeCodes> codes = OneTimeCodes.ofKey(key);
        if (codes.isEmpty()) {
            String error = "<p class=\"error\" role=\"alert\">" + NO_KEY + "</p>";
            return partOnly ? new Answer(400, "text/plain; charset=utf-8", NO_KEY) : page(400, "", error, key, name);
        }
        if (partOnly) {
            return Answer.html(200, device(codes.get(), name, ""));
        }
        String again = Template.of("again.html").fill(Map.of("key", key, "name", name));
        return page(200, device(codes.get(), name, again), "", "", "");
    }

    private static Answer page(int status, String device, String error, String key, String name) {
        String main =
                Template.of("phone.html").fill(Map.of("device", device, "error", error, "key", key, "name", name));
        return Answer.html(status, Template.page("Authenticator", main));
    }

    private String device(OneTimeCodes codes, String name, String again) {
        Instant now = clock.instant();
        long step = OneTimeCodes.stepAt(now);
        Duration rest = OneTimeCodes.restAt(now);
        String code = codes.at(step);
        String next = codes.at(step + 1);
        Map<String, String> values = new HashMap<>();
        values.put("name", name.isEmpty() ? "Demo device" : name);
        values.put("code", code);
        values.put("codeWords", inTwoGroups(code));
        values.put("next", next);
        values.put("nextWords", inTwoGroups(next));
        values.put("restMillis", Long.toString(rest.toMillis()));
        values.put("restWords", "in " + rest.plusMillis(999).toSeconds() + " s");
        values.put("goneMillis", Long.toString(OneTimeCodes.PERIOD.minus(rest).toMillis()));
        values.put("again", again);
        return Template.of("device.html").fill(values);
    }

    private static String inTwoGroups(String code) {
        return code.substring(0, 3) + " " + code.substring(3);
    }
}
