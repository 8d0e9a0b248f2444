package io.github.keycloakawsmfa.link;

import io.github.keycloakawsmfa.link.TypeFile.Member;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What one class names of others, of whatever room: all of its constant pool, and the interfaces of its lambdas.
 *
 * @param from the class
 * @param types without arrays
 */
record References(String from, Set<String> types, Set<Use> uses, Set<Lambda> lambdas) {

    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int CLASS = 7;

    /** @param ofInterface whether the class file takes the owner for an interface; of fields it says nothing */
    record Use(String owner, Member member, boolean isField, boolean ofInterface) {}

    /** A lambda or method reference that stands for the one method of an interface. */
    record Lambda(String type, String method) {}

    static References of(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        References found = new References(
                reader.getClassName(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            int tag = at == 0 ? 0 : reader.readByte(at - 1);
            if (tag == CLASS) {
                found.type(reader.readUTF8(at, buffer));
            } else if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
                int member = reader.getItem(reader.readUnsignedShort(at + 2));
                found.use(
                        reader.readClass(at, buffer),
                        new Member(reader.readUTF8(member, buffer), reader.readUTF8(member + 2, buffer)),
                        tag);
            }
        }
        reader.accept(found.lambdaVisitor(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found;
    }

    private void type(String name) {
        Type type = Type.getObjectType(name);
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            types.add(element.getInternalName());
        }
    }

    private void use(String owner, Member member, int tag) {
        if (!owner.startsWith("[")) {
            uses.add(new Use(owner, member, tag == FIELD, tag == INTERFACE_METHOD));
        }
    }

    private ClassVisitor lambdaVisitor() {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(
                            String method, String call, Handle bootstrap, Object... arguments) {
                        if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                            lambdas.add(new Lambda(Type.getReturnType(call).getInternalName(), method));
                        }
                    }
                };
            }
        };
    }
}
