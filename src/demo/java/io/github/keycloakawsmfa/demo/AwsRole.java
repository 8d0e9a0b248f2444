package io.github.keycloakawsmfa.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value of AWS's {@code Role} attribute: an ARN of a role and one of a SAML provider, in either order. */
public record AwsRole(String roleArn, String providerArn) {

    private static final String OWNER = "arn:(aws(?:-us-gov|-cn|-eusc|-iso(?:-[bef])?)?):iam::([0-9]{12})";
    private static final Pattern ROLE = Pattern.compile(OWNER + ":role/(?:[!-.0-~]+/)*([\\w+=.@-]{1,64})");
    private static final Pattern PROVIDER = Pattern.compile(OWNER + ":saml-provider/[\\w._-]{1,128}");

    /** Empty unless there is exactly one comma between two ARNs of one account; no blanks, as command lines need it. */
    static Optional<AwsRole> parse(String value) {
        String[] arns = value.split(",", -1);
        if (arns.length != 2) {
            return Optional.empty();
        }
        return pair(arns[0], arns[1]).or(() -> pair(arns[1], arns[0]));
    }

    private static Optional<AwsRole> pair(String role, String provider) {
        Matcher roleParts = ROLE.matcher(role);
        Matcher providerParts = PROVIDER.matcher(provider);
        boolean fits = roleParts.matches()
                && providerParts.matches()
                && roleParts.group(1).equals(providerParts.group(1))
                && roleParts.group(2).equals(providerParts.group(2));
        return fits ? Optional.of(new AwsRole(role, provider)) : Optional.empty();
    }

    public String accountId() {
        return roleArn.split(":", -1)[4];
    }

    public String partition() {
        return roleArn.split(":", -1)[1];
    }

    public String providerName() {
        return providerArn.substring(providerArn.indexOf('/') + 1);
    }

    /** Such as {@code ops/Admin}. */
    public String nameWithPath() {
        return roleArn.substring(roleArn.indexOf('/') + 1);
    }

    /** The role's name without its path. */
    public String name() {
        return roleArn.substring(roleArn.lastIndexOf('/') + 1);
    }
}
