package io.github.keycloakawsmfa.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JAR is compiled against the oldest release and runs on all: what it names of Keycloak has to be there in each. A
 * server is needed for how it behaves, and not for this.
 */
@DisplayName("Links with")
class LinkIT {

    /** What newer releases deprecate and the oldest has nothing else for: to be left when its line is given up. */
    private static final List<String> DEPRECATED =
            List.of("org/keycloak/models/IdentityProviderStorageProvider.getAllStream()Ljava/util/stream/Stream;");

    private static final Path PLUGIN = Path.of(System.getProperty("plugin.jar"));

    /** Directories in {@code target/link-check}, the first one counts; what Maven Central lacks is of the release before. */
    enum Release {
        COMPILED,
        R26_5_7("26.5.7"),
        R26_6_4("26.6.4"),
        R26_7_0("26.7.0"),
        R26_7_3("26.7.3", "26.7.0"),
        R26_8_2("26.8.2", "26.7.3", "26.7.0");

        private final List<String> directories;

        Release(String... directories) {
            this.directories = List.of(directories);
        }

        List<Path> jars() throws IOException {
            List<Path> jars = new ArrayList<>();
            for (String directory : directories) {
                try (Stream<Path> files = Files.list(Path.of(System.getProperty("link.check"), directory))) {
                    files.sorted().forEach(jars::add);
                }
            }
            // Other libraries are as in the oldest release, Keycloak's own parts only where they are to be linked.
            Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                    .filter(entry -> entry.endsWith(".jar"))
                    .map(Path::of)
                    .filter(jar -> directories.isEmpty()
                            || !jar.getFileName().toString().startsWith("keycloak-"))
                    .forEach(jars::add);
            return jars;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingThatTheJarNames(Release release) throws IOException {
        try (Jars jars = new Jars(withPlugin(release));
                JarFile plugin = new JarFile(PLUGIN.toFile())) {
            Linker linker = new Linker(jars);
            List<String> classes = plugin.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            for (String name : classes) {
                linker.link(References.of(
                        plugin.getInputStream(plugin.getJarEntry(name)).readAllBytes()));
            }

            assertThat(classes).hasSizeGreaterThan(200);
            assertThat(linker.broken()).isEmpty();
            assertThat(linker.deprecated())
                    .containsExactlyElementsOf(release == Release.COMPILED ? List.of() : DEPRECATED);
        }
    }

    /** In a class loader that knows the release only. */
    @ParameterizedTest
    @EnumSource
    void everythingThatTheJarLooksUp(Release release) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : withPlugin(release)) {
            urls.add(jar.toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object lacking = loader.loadClass("io.github.keycloakawsmfa.login.BruteForce")
                    .getMethod("lacking")
                    .invoke(null);

            assertThat((List<?>) lacking).isEmpty();
        }
    }

    private static List<Path> withPlugin(Release release) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(PLUGIN));
        jars.addAll(release.jars());
        return jars;
    }
}
