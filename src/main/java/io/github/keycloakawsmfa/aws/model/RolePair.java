package io.github.keycloakawsmfa.aws.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AWS role and the SAML provider that vouches for its user. Neither ARN contains a comma, though IAM allows one in
 * role names: the comma separates the pair, and a single value that cannot be split fails the whole saml2aws login.
 *
 * @param roleArn {@code arn:PARTITION:iam::ACCOUNT_ID:role/[PATH/]NAME}
 * @param providerArn {@code arn:PARTITION:iam::ACCOUNT_ID:saml-provider/NAME}, of the same partition and account
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html">IAM User
 *     Guide, Configure SAML assertions</a>
 */
public record RolePair(String roleArn, String providerArn) {

    private static final String ACCOUNT = "(?<account>[0-9]{12})";
    private static final String ROLE = "(?<role>(?:[\\w+=.@-]+/)*[\\w+=.@-]{1,64})";
    private static final String PARTITION = "arn:(?<partition>" + AwsPartition.ids("|") + "):iam::";

    private static final Pattern MEANT = Pattern.compile("[0-9]{12}/|.*arn:.*:iam:");
    private static final Pattern SHORT_NAME = Pattern.compile(ACCOUNT + "/" + ROLE);
    private static final Pattern ROLE_ARN = Pattern.compile(PARTITION + ACCOUNT + ":role/" + ROLE);
    private static final Pattern PROVIDER_NAME = Pattern.compile("[\\w.-]{1,128}");
    private static final Pattern PROVIDER_ARN =
            Pattern.compile(PARTITION + ACCOUNT + ":saml-provider/" + PROVIDER_NAME.pattern());

    /** @throws IllegalArgumentException if one is not such an ARN, or their partitions or accounts differ */
    public RolePair {
        if (!ownerOf(ROLE_ARN, roleArn).equals(ownerOf(PROVIDER_ARN, providerArn))) {
            throw new IllegalArgumentException(
                    "Role and SAML provider lie in two partitions or accounts: " + roleArn + ", " + providerArn);
        }
    }

    /**
     * Reads the name of a client role: {@code ACCOUNT_ID/[PATH/]ROLE}, or the classic {@code roleArn,providerArn} in
     * either order. Blanks around a name or an ARN are dropped.
     *
     * @param clientRoleName not null
     * @param partition the client's, not null
     * @param providerName of the SAML provider in each account, for the short form; not null
     * @return empty if the name is neither, names another partition or two accounts, or the short form meets an invalid
     *     provider name
     */
    public static Optional<RolePair> parse(String clientRoleName, AwsPartition partition, String providerName) {
        String name = clientRoleName.strip();
        Matcher shortName = SHORT_NAME.matcher(name);
        if (shortName.matches()) {
            return isProviderName(providerName)
                    ? Optional.of(
                            inAccount(shortName.group("account"), shortName.group("role"), partition, providerName))
                    : Optional.empty();
        }
        String[] arns = name.split(",", -1);
        if (arns.length != 2) {
            return Optional.empty();
        }
        String first = arns[0].strip();
        String second = arns[1].strip();
        return PROVIDER_ARN.matcher(first).matches()
                ? ofArns(second, first, partition)
                : ofArns(first, second, partition);
    }

    /**
     * Whether the name of a client role was meant to be an AWS role: {@code ACCOUNT_ID/…}, or with an ARN in it. It may
     * still be one that {@link #parse} does not accept.
     */
    public static boolean looksLikeOne(String clientRoleName) {
        return MEANT.matcher(clientRoleName.strip()).lookingAt();
    }

    /** Whether IAM accepts that name for a SAML provider: 1 to 128 of {@code A-Z a-z 0-9 _ . -}; null is not one. */
    public static boolean isProviderName(String name) {
        return name != null && PROVIDER_NAME.matcher(name).matches();
    }

    /** What AWS wants in the attribute {@code Role}: {@code roleArn,providerArn}, without blanks. */
    public String value() {
        return roleArn + "," + providerArn;
    }

    /** The account of both role and provider, 12 digits. */
    public String accountId() {
        return roleArn.split(":", -1)[4];
    }

    /** The role's name without its path. */
    public String roleName() {
        return roleArn.substring(roleArn.lastIndexOf('/') + 1);
    }

    /** The role's path as IAM has it: {@code /}, or {@code /team/ops/}. */
    public String rolePath() {
        return roleArn.substring(roleArn.indexOf('/'), roleArn.lastIndexOf('/') + 1);
    }

    /** The SAML provider's name in its account. */
    public String providerName() {
        return providerArn.substring(providerArn.indexOf('/') + 1);
    }

    private static RolePair inAccount(String account, String role, AwsPartition partition, String providerName) {
        String prefix = "arn:" + partition.id() + ":iam::" + account;
        return new RolePair(prefix + ":role/" + role, prefix + ":saml-provider/" + providerName);
    }

    private static Optional<RolePair> ofArns(String roleArn, String providerArn, AwsPartition partition) {
        String prefix = "arn:" + partition.id() + ":";
        boolean valid = ROLE_ARN.matcher(roleArn).matches()
                && PROVIDER_ARN.matcher(providerArn).matches()
                && roleArn.startsWith(prefix)
                // In AWS a role only trusts providers of its own account; otherwise the whole response is refused.
                && ownerOf(ROLE_ARN, roleArn).equals(ownerOf(PROVIDER_ARN, providerArn));
        return valid ? Optional.of(new RolePair(roleArn, providerArn)) : Optional.empty();
    }

    /** Partition and account. */
    private static String ownerOf(Pattern pattern, String arn) {
        Matcher matcher = pattern.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an ARN of the form " + pattern + ": " + arn);
        }
        return matcher.group("partition") + ":" + matcher.group("account");
    }
}
