package io.github.keycloakawsmfa.demo;

import java.net.URI;
import java.util.Map;

/** The addresses of a realm that people need. */
record RealmLinks(URI realm) {

    String signIn() {
        return realm + "/protocol/saml/clients/amazon-aws";
    }

    String account() {
        return realm + "/account";
    }

    /** For AWS's command line: {@code --endpoint-url}. */
    String iam() {
        return realm + "/aws-mfa/iam";
    }

    String adminConsole() {
        String address = realm.toString();
        int realms = address.lastIndexOf("/realms/");
        return address.substring(0, realms) + "/admin/master/console/#/" + address.substring(realms + 8);
    }

    /** The plugin's own page, for administrators of the realm that manages all others. */
    String adminPage() {
        String address = realm.toString();
        int realms = address.lastIndexOf("/realms/");
        return address.substring(0, realms) + "/realms/master/aws-mfa/admin?realm=" + address.substring(realms + 8);
    }

    String startPage() {
        return Template.page(
                "Start",
                Template.of("start.html")
                        .fill(Map.of(
                                "signIn",
                                signIn(),
                                "account",
                                account(),
                                "admin",
                                adminConsole(),
                                "page",
                                adminPage())));
    }
}
