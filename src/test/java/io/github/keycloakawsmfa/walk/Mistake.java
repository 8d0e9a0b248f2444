package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * A mistake that administrators make with Keycloak and AWS.
 *
 * @param number in the list of the common ones
 * @param make makes it, in a realm that set-up has prepared
 * @param told the reason that the page tells in AWS's place; null where the plugin's response has the mistake no more
 * @param finding how the check calls it; null where nothing is to be found, for it cannot do harm
 */
record Mistake(int number, String title, Consumer<AwsSide> make, String told, String finding) {

    static Mistake harmless(int number, String title, Consumer<AwsSide> make, String finding) {
        return new Mistake(number, title, make, null, finding);
    }

    static Consumer<AwsSide> attribute(String name, String value) {
        return aws -> aws.change(client -> ((ObjectNode) client.get("attributes")).put(name, value));
    }

    @Override
    public String toString() {
        return number + " " + title;
    }
}
