package io.github.keycloakawsmfa.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The types of some JARs and of this Java platform; of a type that several JARs have, the first one counts. */
final class Jars implements AutoCloseable {

    private final List<JarFile> open = new ArrayList<>();
    private final Map<String, JarFile> owners = new HashMap<>();
    private final Map<String, Optional<TypeFile>> read = new HashMap<>();

    Jars(List<Path> paths) throws IOException {
        for (Path path : paths) {
            JarFile jar = new JarFile(path.toFile());
            open.add(jar);
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .forEach(name -> owners.putIfAbsent(name, jar));
        }
    }

    /** @param name with slashes, as in class files */
    Optional<TypeFile> find(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Optional<TypeFile> load(String name) {
        String entry = name + ".class";
        JarFile jar = owners.get(entry);
        boolean platform = jar == null
                && (name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("org/w3c/dom/"));
        if (jar == null && !platform) {
            return Optional.empty();
        }
        try (InputStream in = platform
                ? ClassLoader.getPlatformClassLoader().getResourceAsStream(entry)
                : jar.getInputStream(jar.getJarEntry(entry))) {
            return in == null ? Optional.empty() : Optional.of(TypeFile.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : open) {
            jar.close();
        }
    }
}
