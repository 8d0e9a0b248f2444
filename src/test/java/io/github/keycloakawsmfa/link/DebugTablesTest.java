package io.github.keycloakawsmfa.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.qr.QrCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the JAR carries for whoever reads a stack trace: files and lines, but not the names of variables. */
class DebugTablesTest {

    @Test
    void linesAreKnownAndNoNameOfAVariable() throws IOException {
        int lines = 0;
        for (Path file : classFiles()) {
            Tables tables = Tables.of(file);
            lines += tables.lines;
            assertThat(tables.source).as(file.toString()).endsWith(".java");
            assertThat(tables.names).as(file.toString()).isZero();
        }
        assertThat(lines).isGreaterThan(5_000);
    }

    private static List<Path> classFiles() throws IOException {
        Path classes = Path.of(
                QrCode.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static final class Tables extends ClassVisitor {

        private String source;
        private int lines;
        private int names;

        private Tables() {
            super(Opcodes.ASM9);
        }

        static Tables of(Path file) throws IOException {
            Tables tables = new Tables();
            new ClassReader(Files.readAllBytes(file)).accept(tables, 0);
            return tables;
        }

        @Override
        public void visitSource(String name, String debug) {
            source = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    lines++;
                }

                @Override
                public void visitLocalVariable(
                        String variable, String type, String generic, Label start, Label end, int index) {
                    names++;
                }
            };
        }
    }
}
