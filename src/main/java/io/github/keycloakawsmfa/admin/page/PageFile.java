package io.github.keycloakawsmfa.admin.page;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file of the page, as it is in the JAR: all are text in UTF-8.
 *
 * @param type with its charset
 * @param tag of its content
 */
record PageFile(String text, String type, EntityTag tag) {

    /** All that a browser may ask for, by their path below the page's. */
    static final Set<String> NAMES = Set.of(
            "aws.js",
            "chart.js",
            "check.js",
            "colors.js",
            "copy.js",
            "coverage.js",
            "dialog.js",
            "dom.js",
            "download.js",
            "list.js",
            "main.js",
            "migration.js",
            "overview.js",
            "page.css",
            "pieces.js",
            "place.js",
            "recover.js",
            "refusals.js",
            "report.js",
            "rest.js",
            "shell.js",
            "sign-in.js",
            "texts-en.js",
            "texts-ja.js",
            "texts.js",
            "tokens.js",
            "user.js",
            "users.js",
            "keycloak-js-26.2.4/LICENSE.txt",
            "keycloak-js-26.2.4/keycloak.js",
            "uplot-1.6.32/LICENSE",
            "uplot-1.6.32/uPlot.esm.js",
            "uplot-1.6.32/uPlot.min.css");

    private static final Map<String, PageFile> READ = new ConcurrentHashMap<>();

    /** @return empty if there is none of this name */
    static Optional<PageFile> named(String name) {
        return NAMES.contains(name) ? Optional.of(READ.computeIfAbsent(name, PageFile::read)) : Optional.empty();
    }

    /** @param name of a file that is there */
    static PageFile read(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            return new PageFile(new String(bytes, StandardCharsets.UTF_8), type(name), new EntityTag(digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String type(String name) {
        if (name.endsWith(".js")) {
            return "text/javascript;charset=utf-8";
        }
        return name.endsWith(".css") ? "text/css;charset=utf-8" : MediaType.TEXT_PLAIN + ";charset=utf-8";
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
