package io.github.keycloakawsmfa.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that was compiled against one release of a library, linked with the next one. */
class LinkerTest {

    private static final String SERVICE = "package lib; public interface Service { void act(); %s }";
    private static final String BASE = "package lib; public class Base { public String name() { return null; } %s }";
    private static final String OLD = "public static int count; protected void hook() {} public void run() {}";

    private static final String CLIENT = """
            package client;
            public class Client extends lib.Base implements lib.Service {
                public void act() { run(); hook(); count++; }
                public String own() { return name(); }
                lib.Service lambda() { return () -> { }; }
                lib.Service reference() { return this::act; }
                protected void mine() { }
            }
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Path old;
    private static Path usual;

    /** Once for all: javac takes most of the time here. */
    @BeforeAll
    static void compileWhatIsOld() throws IOException {
        old = compile(shared.resolve("old"), List.of(), SERVICE.formatted(""), BASE.formatted(OLD));
        usual = compile(shared.resolve("client"), List.of(old), CLIENT);
    }

    @Test
    void theReleaseItWasCompiledAgainst() throws IOException {
        Linker linker = link(SERVICE.formatted(""), BASE.formatted(OLD));

        assertThat(linker.broken()).isEmpty();
        assertThat(linker.deprecated()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public void run() {}                     | protected void run(int times) {}     | no client/Client.run()V",
                "public void run() {}                     | private void run() {}                | run()V may not be used",
                "protected void hook() {}                 | void hook() {}                       | hook()V may not be used",
                "public static int count;                 | public static long count;            | no client/Client.count I",
                "public void run() {}                     | public void run() {} protected final void mine() {} | overrides lib/Base.mine()V",
            })
    void aMemberThatIsNotThereAnyMore(String before, String after, String broken) throws IOException {
        Linker linker = link(SERVICE.formatted(""), BASE.formatted(OLD.replace(before, after)));

        assertThat(linker.broken()).anyMatch(sentence -> sentence.contains(broken));
    }

    @Test
    void anInterfaceWithOneMoreMethodToImplement() throws IOException {
        Linker linker = link(SERVICE.formatted("void stop();"), BASE.formatted(OLD));

        assertThat(linker.broken())
                .hasSize(2)
                .anyMatch(sentence -> sentence.contains("client/Client: does not implement lib/Service.stop()V"))
                .anyMatch(sentence -> sentence.contains("a lambda is no lib/Service"));
    }

    @Test
    void anInterfaceWithOneMoreDefault() throws IOException {
        Linker linker = link(SERVICE.formatted("default void stop() {}"), BASE.formatted(OLD));

        assertThat(linker.broken()).isEmpty();
    }

    @Test
    void aTypeThatIsNotThereAnyMore() throws IOException {
        Linker linker = link(BASE.formatted(OLD));

        assertThat(linker.broken()).anyMatch(sentence -> sentence.contains("no type lib/Service"));
    }

    @Test
    void anInterfaceThatHasBecomeAClass() throws IOException {
        String caller = "package client; public class Client { void call(lib.Service service) { service.act(); } }";
        Path clients = compile(directory.resolve("client"), List.of(old), caller);

        Linker linker =
                linkClient(clients, "package lib; public abstract class Service { public abstract void act(); }");

        assertThat(linker.broken()).containsExactly("client/Client: lib/Service is no interface");
    }

    @Test
    void whatIsDeprecatedIsToldApart() throws IOException {
        Linker linker = link(
                SERVICE.formatted(""), BASE.formatted(OLD.replace("public void run", "@Deprecated public void run")));

        assertThat(linker.broken()).isEmpty();
        assertThat(linker.deprecated()).containsExactly("client/Client.run()V");
    }

    private Linker link(String... library) throws IOException {
        return linkClient(usual, library);
    }

    private Linker linkClient(Path clients, String... library) throws IOException {
        Path next = compile(directory.resolve("new"), List.of(), library);
        try (Jars jars = new Jars(List.of(jar(clients, directory), jar(next, directory)))) {
            Linker linker = new Linker(jars);
            linker.link(References.of(Files.readAllBytes(clients.resolve("client/Client.class"))));
            return linker;
        }
    }

    private static Path compile(Path to, List<Path> with, String... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", to.toString()));
        with.forEach(path -> arguments.addAll(List.of("-cp", path.toString())));
        Path from = Files.createDirectories(to.resolveSibling(to.getFileName() + "-src"));
        for (String source : sources) {
            String name = source.replaceFirst("(?s).*?(?:class|interface) (\\w+).*", "$1.java");
            arguments.add(Files.writeString(from.resolve(name), source).toString());
        }
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new));
        assertThat(failures).isZero();
        return to;
    }

    private static Path jar(Path classes, Path directory) throws IOException {
        Path jar = directory.resolve(classes.getFileName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
