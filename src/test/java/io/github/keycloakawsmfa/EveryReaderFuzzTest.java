package io.github.keycloakawsmfa;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All fuzz tests at once, for a short run: Jazzer takes seconds to begin and fuzzes one test in each JVM (0.30.0). The
 * first byte chooses the test, the others are its input.
 */
class EveryReaderFuzzTest {

    private static final Path CLASSES = Path.of("target/test-classes");
    private static final List<Method> READERS = readers();

    /** What is kept of each of them. */
    static Stream<byte[]> kept() {
        return IntStream.range(0, READERS.size())
                .boxed()
                .flatMap(reader -> inputs(READERS.get(reader)).map(input -> chosen(reader, input)));
    }

    @MethodSource("kept")
    @FuzzTest
    void keepsItsWord(byte[] bytes) throws Throwable {
        if (bytes.length == 0) {
            return;
        }
        Method reader = READERS.get((bytes[0] & 0xFF) % READERS.size());
        Constructor<?> made = reader.getDeclaringClass().getDeclaredConstructor();
        made.setAccessible(true);
        try {
            reader.invoke(made.newInstance(), (Object) Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static byte[] chosen(int reader, byte[] input) {
        byte[] bytes = new byte[input.length + 1];
        bytes[0] = (byte) reader;
        System.arraycopy(input, 0, bytes, 1, input.length);
        return bytes;
    }

    private static List<Method> readers() {
        return walk(CLASSES)
                .map(file -> CLASSES.relativize(file).toString())
                .filter(name -> name.endsWith("FuzzTest.class"))
                .map(name -> name.replace(".class", "").replaceAll("[/\\\\]", "."))
                .filter(name -> !name.equals(EveryReaderFuzzTest.class.getName()))
                .sorted()
                .map(EveryReaderFuzzTest::only)
                .toList();
    }

    private static Method only(String type) {
        try {
            Method only = Stream.of(Class.forName(type).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .reduce((one, other) -> {
                        throw new IllegalStateException(type + " has two fuzz tests: Jazzer runs one of them only");
                    })
                    .orElseThrow();
            only.setAccessible(true);
            return only;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<byte[]> inputs(Method reader) {
        return walk(CLASSES.resolve(reader.getDeclaringClass().getName().replace('.', '/') + "Inputs")
                        .resolve(reader.getName()))
                .map(EveryReaderFuzzTest::bytes);
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException("Each fuzz test has inputs that are kept", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
