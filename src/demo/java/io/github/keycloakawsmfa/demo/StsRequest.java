package io.github.keycloakawsmfa.demo;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The parameters of STS's {@code AssumeRoleWithSAML}, within the limits that its service model sets.
 *
 * @param duration AWS's one hour where the call names none
 */
record StsRequest(String roleArn, String principalArn, String samlAssertion, Duration duration) {

    static final String VERSION = "2011-06-15";
    static final String ACTION = "AssumeRoleWithSAML";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ARN =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF]{20,2048}");
    private static final int SHORTEST = 900;
    private static final int LONGEST = 43_200;

    static StsRequest of(Form form) throws StsProblem {
        if (!form.get("Action").equals(ACTION) || !form.get("Version").equals(VERSION)) {
            throw new StsProblem(400, "InvalidAction", "Could not find operation for this action and version");
        }
        String assertion = required(form, "SAMLAssertion");
        if (assertion.length() > ResponseVerifier.MAX_CHARACTERS) {
            throw constraint("sAMLAssertion", "Member must have length less than or equal to 100000");
        }
        return new StsRequest(arn(form, "RoleArn"), arn(form, "PrincipalArn"), assertion, duration(form));
    }

    private static Duration duration(Form form) throws StsProblem {
        String seconds = form.get("DurationSeconds");
        if (seconds.isEmpty()) {
            return Duration.ofHours(1);
        }
        if (!SECONDS.matcher(seconds).matches() || Integer.parseInt(seconds) < SHORTEST) {
            throw constraint("durationSeconds", "Member must have value greater than or equal to 900");
        }
        if (Integer.parseInt(seconds) > LONGEST) {
            throw constraint("durationSeconds", "Member must have value less than or equal to 43200");
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private static String arn(Form form, String name) throws StsProblem {
        String arn = required(form, name);
        if (!ARN.matcher(arn).matches()) {
            throw constraint(member(name), "Member must have length greater than or equal to 20");
        }
        return arn;
    }

    private static String required(Form form, String name) throws StsProblem {
        if (form.get(name).isEmpty()) {
            throw constraint(member(name), "Member must not be null");
        }
        return form.get(name);
    }

    private static String member(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static StsProblem constraint(String member, String words) {
        return new StsProblem(
                400,
                "ValidationError",
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s".formatted(member, words));
    }
}
