package io.github.keycloakawsmfa.link;

import io.github.keycloakawsmfa.link.References.Lambda;
import io.github.keycloakawsmfa.link.References.Use;
import io.github.keycloakawsmfa.link.TypeFile.Member;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Links classes as the Java virtual machine would (JVMS 5.4.3), all at once and without running them: what it finds would
 * be a NoSuchMethodError, an AbstractMethodError or the like, at the first call of whoever comes that way.
 */
final class Linker {

    private final Jars jars;
    private final Set<String> broken = new TreeSet<>();
    private final Set<String> deprecated = new TreeSet<>();

    Linker(Jars jars) {
        this.jars = jars;
    }

    /** What does not link, a sentence each. */
    Set<String> broken() {
        return broken;
    }

    /** What links, and is deprecated. */
    Set<String> deprecated() {
        return deprecated;
    }

    void link(References references) {
        String from = references.from();
        references.types().forEach(type -> type(from, type));
        references.uses().forEach(use -> use(from, use));
        references.lambdas().forEach(lambda -> lambda(from, lambda));
        jars.find(from).ifPresent(this::inheritance);
    }

    private void type(String from, String name) {
        Optional<TypeFile> type = jars.find(name);
        if (type.isEmpty()) {
            broken.add(from + ": no type " + name);
        } else if (!type.get().is(Opcodes.ACC_PUBLIC) && !sameRoom(from, type.get())) {
            broken.add(from + ": type " + name + " is not public");
        } else if (type.get().is(Opcodes.ACC_DEPRECATED)) {
            deprecated.add(name);
        }
    }

    private void use(String from, Use use) {
        Optional<TypeFile> owner = jars.find(use.owner());
        if (owner.isEmpty()) {
            broken.add(from + ": no type " + use.owner());
            return;
        }
        String what = use.owner() + "." + use.member();
        if (!use.isField() && owner.get().is(Opcodes.ACC_INTERFACE) != use.ofInterface()) {
            broken.add(from + ": " + use.owner() + (use.ofInterface() ? " is no interface" : " is an interface"));
            return;
        }
        Optional<Found> found = resolve(owner.get(), use.member(), use.isField());
        if (found.isEmpty()) {
            broken.add(from + ": no " + what);
        } else if (!found.get().visibleFrom(from)) {
            broken.add(from + ": " + what + " may not be used from here");
        } else if ((found.get().access() & Opcodes.ACC_DEPRECATED) != 0) {
            deprecated.add(what);
        }
    }

    private void lambda(String from, Lambda lambda) {
        Map<Member, String> open = new LinkedHashMap<>();
        lineage(from, lambda.type()).values().forEach(type -> abstractMethods(type, open));
        open.keySet().removeIf(member -> isImplemented(lambda.type(), member));
        if (open.size() != 1 || !open.keySet().iterator().next().name().equals(lambda.method())) {
            broken.add(from + ": a lambda is no " + lambda.type() + ", which has " + open.keySet());
        }
    }

    /** Every abstract method is implemented, and no final one is overridden. */
    private void inheritance(TypeFile type) {
        Map<String, TypeFile> lineage = lineage(type.name(), type.name());
        if (!type.is(Opcodes.ACC_ABSTRACT) && !type.is(Opcodes.ACC_INTERFACE)) {
            Map<Member, String> open = new LinkedHashMap<>();
            lineage.values().forEach(above -> abstractMethods(above, open));
            open.forEach((member, above) -> {
                if (!isImplemented(type.name(), member)) {
                    broken.add(type.name() + ": does not implement " + above + "." + member);
                }
            });
        }
        lineage.values().stream()
                .filter(above -> above != type)
                .forEach(above -> type.methods().forEach((member, access) -> {
                    int flags = above.methods().getOrDefault(member, 0);
                    if ((flags & Opcodes.ACC_FINAL) != 0 && (flags & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0) {
                        broken.add(type.name() + ": overrides " + above.name() + "." + member + ", which is final");
                    }
                }));
    }

    private static void abstractMethods(TypeFile type, Map<Member, String> into) {
        type.methods().forEach((member, access) -> {
            if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                into.putIfAbsent(member, type.name());
            }
        });
    }

    /** By the class or one above it, or as an interface's default; {@code Object} answers for interfaces too. */
    private boolean isImplemented(String name, Member member) {
        return lineage(name, name).values().stream()
                .map(type -> type.methods().get(member))
                .anyMatch(access -> access != null && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0);
    }

    /** The type and all above it, the classes first. */
    private Map<String, TypeFile> lineage(String from, String name) {
        Map<String, TypeFile> lineage = new LinkedHashMap<>();
        Deque<String> left = new ArrayDeque<>(Set.of(name));
        while (!left.isEmpty()) {
            String next = left.remove();
            Optional<TypeFile> type = lineage.containsKey(next) ? Optional.empty() : jars.find(next);
            type.ifPresent(found -> {
                lineage.put(next, found);
                Optional.ofNullable(found.parent()).ifPresent(left::addFirst);
                left.addAll(found.interfaces());
            });
            if (jars.find(next).isEmpty()) {
                broken.add(from + ": no type " + next + ", which is above " + name);
            }
        }
        return lineage;
    }

    private Optional<Found> resolve(TypeFile owner, Member member, boolean isField) {
        return lineage(owner.name(), owner.name()).values().stream()
                .flatMap(type -> Optional.ofNullable((isField ? type.fields() : type.methods()).get(member))
                        .map(access -> new Found(type, access))
                        .stream())
                .findFirst();
    }

    private static boolean sameRoom(String from, TypeFile type) {
        return type.room().equals(from.substring(0, from.lastIndexOf('/')));
    }

    private record Found(TypeFile type, int access) {

        boolean visibleFrom(String from) {
            return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
                    || type.name().equals(from)
                    || ((access & Opcodes.ACC_PRIVATE) == 0 && sameRoom(from, type))
                    || nest(type.name()).equals(nest(from));
        }

        private static String nest(String name) {
            return name.split("\\$", 2)[0];
        }
    }
}
