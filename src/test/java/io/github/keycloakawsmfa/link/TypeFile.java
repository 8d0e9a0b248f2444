package io.github.keycloakawsmfa.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says of a type. Names are with slashes, as there.
 *
 * @param access the flags, {@code ACC_DEPRECATED} of ASM among them
 * @param parent null for {@code java/lang/Object}
 * @param fields the flags by name and descriptor, as of {@code methods}
 */
record TypeFile(
        String name,
        int access,
        String parent,
        List<String> interfaces,
        Map<Member, Integer> fields,
        Map<Member, Integer> methods) {

    /** A field or a method. */
    record Member(String name, String descriptor) {

        @Override
        public String toString() {
            return name + (descriptor.startsWith("(") ? "" : " ") + descriptor;
        }
    }

    static TypeFile read(byte[] bytes) {
        Reading reading = new Reading();
        new ClassReader(bytes)
                .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new TypeFile(
                reading.name, reading.access, reading.parent, reading.interfaces, reading.fields, reading.methods);
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    /** The superclass, if there is one, and the interfaces. */
    Stream<String> parents() {
        return Stream.concat(Stream.ofNullable(parent), interfaces.stream());
    }

    String room() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static final class Reading extends ClassVisitor {

        private final List<String> interfaces = new ArrayList<>();
        private final Map<Member, Integer> fields = new LinkedHashMap<>();
        private final Map<Member, Integer> methods = new LinkedHashMap<>();
        private String name;
        private int access;
        private String parent;

        Reading() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int flags, String own, String signature, String above, String[] implemented) {
            name = own;
            access = flags;
            parent = above;
            interfaces.addAll(List.of(implemented));
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
            fields.put(new Member(field, descriptor), flags);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String method, String descriptor, String signature, String[] exceptions) {
            methods.put(new Member(method, descriptor), flags);
            return null;
        }
    }
}
