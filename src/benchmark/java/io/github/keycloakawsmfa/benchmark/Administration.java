package io.github.keycloakawsmfa.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it takes to see all users of a large realm, beside Keycloak's own calls in the same run. */
final class Administration {

    private static final int KEYCLOAKS_PAGE = 1000;

    /** What an answer took, in milliseconds. */
    private record Download(double firstByte, double whole, long bytes) {}

    private final AdministeredRealm realm;
    private final int users;
    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final List<Target> targets = new ArrayList<>();

    private Administration(AdministeredRealm realm, int users) {
        this.realm = realm;
        this.users = users;
    }

    static String measure() throws IOException, InterruptedException {
        int users = Option.REALM.number();
        try (AdministeredRealm realm = AdministeredRealm.with(users)) {
            return new Administration(realm, users).markdown();
        }
    }

    private String markdown() throws IOException, InterruptedException {
        download("/aws-mfa/report");
        int heapBefore = realm.server().heapInUse();
        Download csv = download("/aws-mfa/report");
        Download jsonLines = download("/aws-mfa/report?format=jsonl");
        int heapAfter = realm.server().heapInUse();
        cost("report, CSV", 3, () -> download("/aws-mfa/report"));
        call("coverage", "/coverage");
        call("users, first page of 100", "/users");
        call("users?device=none", "/users?device=none");
        call("users?device=none&group=", "/users?device=none&group=/group-7");
        call("users?role=", "/users?role=200000000000/Role1");
        call("users?waiting=true", "/users?waiting=true");
        call("users?search=", "/users?search=seeded-7");
        call("devices?lastUsedBefore=", "/devices?lastUsedBefore=2999-01-01");
        call("devices?driftBeyond=, none is", "/devices?driftBeyond=5");
        call("check", "/check");
        Cost keycloaks = cost("Keycloak's own calls, two for each user", 1, this::byKeycloaksCalls);

        targets.add(new Target(
                "report: wall, by that of Keycloak's own calls",
                0.02,
                costs.get("report, CSV").wall() / keycloaks.wall()));
        targets.add(new Target("report: heap in use that it adds, MB", 64, Math.max(0, heapAfter - heapBefore)));
        targets.add(new Target("report: until the first byte, by the whole", 0.1, csv.firstByte() / csv.whole()));
        targets.add(new Target(
                "coverage, the page's first view, s", 2, costs.get("coverage").wall() / 1000));
        costs.forEach((name, cost) -> {
            if (name.startsWith("users") || name.startsWith("devices")) {
                targets.add(new Target(name + ", s", 0.1, cost.wall() / 1000));
            }
        });
        return realm.server().machine() + "\n"
                + String.format(
                        Locale.ROOT,
                        "%,d users, 30 %% of them without a device, %d groups, %d AWS roles. The report has %,d bytes as CSV"
                                + " and %,d as JSON Lines; its first byte came after %.0f ms and %.0f ms, its last after %.0f"
                                + " ms and %.0f ms.%n%n",
                        users,
                        AdministeredRealm.GROUPS,
                        AdministeredRealm.ROLES,
                        csv.bytes(),
                        jsonLines.bytes(),
                        csv.firstByte(),
                        jsonLines.firstByte(),
                        csv.whole(),
                        jsonLines.whole())
                + Target.table(targets) + "\n" + table();
    }

    private void call(String name, String below) {
        cost(name, 10, () -> {
            AdminApi.Answer answer = realm.admin().send("GET", "/aws-mfa" + below, null);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
        });
    }

    private Cost cost(String name, int times, Runnable once) {
        boolean counted = times > 1;
        if (counted) {
            once.run();
        }
        try (CostMeter meter = new CostMeter(realm.server())) {
            Cost cost = meter.cost(new Task(name, Growth.WALKS, times, counted, once));
            costs.put(name, cost);
            System.out.print("[benchmark] " + cost.row(name, users));
            return cost;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each user, their credentials and their AWS roles: the least from which such a report could be made. */
    private void byKeycloaksCalls() {
        String roles = "/role-mappings/clients/" + realm.awsClient() + "/composite";
        for (int first = 0; ; first += KEYCLOAKS_PAGE) {
            JsonNode page =
                    realm.admin().get("/users?briefRepresentation=true&first=" + first + "&max=" + KEYCLOAKS_PAGE);
            for (JsonNode user : page) {
                String path = "/users/" + user.get("id").asText();
                realm.admin().get(path + "/credentials");
                realm.admin().get(path + roles);
            }
            if (page.size() < KEYCLOAKS_PAGE) {
                return;
            }
        }
    }

    private Download download(String below) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(realm.server().baseUrl() + "/admin/realms/" + MeasuredRealm.NAME + below))
                .header("Authorization", "Bearer " + realm.admin().token())
                .build();
        long begin = System.nanoTime();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] buffer = new byte[1 << 16];
                long bytes = body.read(buffer);
                double firstByte = (System.nanoTime() - begin) / 1e6;
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    bytes += read;
                }
                return new Download(firstByte, (System.nanoTime() - begin) / 1e6, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder("| | users | statements | pages | PostgreSQL's CPU, ms "
                + "| Keycloak's CPU, ms | wall, ms |\n|---|---:|---:|---:|---:|---:|---:|\n");
        costs.forEach((name, cost) -> table.append(cost.row(name, users)));
        return table.toString();
    }
}
