package io.github.keycloakawsmfa.demo;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The session tags of an assertion, within the limits that AWS documents. AWS does not document its words for a tag that breaks them:
 * the nearest ones are taken.
 *
 * @param values by key, as they are sent
 * @param transitive the keys that outlive role chaining
 */
record SessionTags(Map<String, String> values, List<String> transitive) {

    private static final String TAG = AwsRules.PREFIX + "PrincipalTag:";
    private static final String TRANSITIVE = AwsRules.PREFIX + "TransitiveTagKeys";
    private static final int MOST = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    static SessionTags of(Map<String, List<String>> attributes) throws Refusal {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (Map.Entry<String, List<String>> attribute : new TreeMap<>(attributes).entrySet()) {
            if (attribute.getKey().startsWith(TAG)) {
                String key = attribute.getKey().substring(TAG.length());
                if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                    throw refused("the key " + key + " is there twice, for keys have no case");
                }
                values.put(key, value(key, attribute.getValue()));
            }
        }
        if (values.size() > MOST) {
            throw refused("there are " + values.size() + ", and at most 50 may be");
        }
        List<String> transitive = attributes.getOrDefault(TRANSITIVE, List.of());
        for (String key : transitive) {
            if (!keys.contains(key.toLowerCase(Locale.ROOT))) {
                throw refused("TransitiveTagKeys names " + key + ", which is no tag of the assertion");
            }
        }
        return new SessionTags(values, List.copyOf(transitive));
    }

    private static String value(String key, List<String> values) throws Refusal {
        if (!KEY.matcher(key).matches() || key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw refused("\"" + key + "\" is no key");
        }
        if (values.size() != 1) {
            throw refused(key + " has " + values.size() + " values instead of one");
        }
        if (!VALUE.matcher(values.get(0)).matches()) {
            throw refused("the value of " + key + " is \"" + values.get(0) + "\"");
        }
        return values.get(0);
    }

    private static Refusal refused(String why) {
        return new Refusal(AwsError.INVALID_RESPONSE, "Session tags: " + why + ".");
    }
}
