/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Reads the instructions of a jar's classes and looks up everything they refer to, return types included, as the JVM
 * would do when they run for the first time.
 */
final class LinkCheck {
    private final ClassLoader loader = LinkCheck.class.getClassLoader();
    private final Predicate<String> included;
    private final Set<String> problems = new TreeSet<>();
    private int checkedClasses;

    LinkCheck(Predicate<String> included) {
        this.included = included;
    }

    int checkedClasses() {
        return checkedClasses;
    }

    Set<String> problems(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().replace('/', '.');
                if (name.endsWith(".class") && !name.endsWith("-info.class") && included.test(name)) {
                    try (InputStream in = file.getInputStream(entry)) {
                        new ClassReader(in).accept(new References(), ClassReader.SKIP_DEBUG);
                        checkedClasses++;
                    }
                }
            }
        }
        return problems;
    }

    private final class References extends ClassVisitor {
        private String className = "";

        References() {
            super(SpringAsmInfo.ASM_VERSION);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            className = name;
            Stream.concat(Stream.of(parent), Arrays.stream(interfaces)).forEach(type -> find(type, className));
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
            String where = className + "." + name;
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    checkMethod(owner, method, type, where);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    checkField(owner, field, type, where);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    find(type, where);
                }

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof Type type && type.getSort() == Type.OBJECT) {
                        find(type.getInternalName(), where);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                            checkMethod(handle.getOwner(), handle.getName(), handle.getDesc(), where);
                        }
                    }
                }
            };
        }
    }

    private void checkMethod(String owner, String name, String descriptor, String where) {
        Class<?> type = find(owner, where);
        try {
            if (type != null && hierarchy(type).noneMatch(each -> declares(each, name, descriptor))) {
                problems.add(where + " calls " + owner + "." + name + descriptor + ", which is not there");
            }
        } catch (LinkageError e) {
            problems.add(where + " calls " + owner + "." + name + descriptor + ", but " + e);
        }
    }

    private void checkField(String owner, String name, String descriptor, String where) {
        Class<?> type = find(owner, where);
        if (type != null
                && hierarchy(type)
                        .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                        .noneMatch(field -> field.getName().equals(name)
                                && field.getType().descriptorString().equals(descriptor))) {
            problems.add(where + " uses field " + owner + "." + name + ", which is not there");
        }
    }

    private static boolean declares(Class<?> type, String name, String descriptor) {
        if (name.equals("<init>")) {
            return Arrays.stream(type.getDeclaredConstructors())
                    .anyMatch(constructor -> MethodType.methodType(void.class, constructor.getParameterTypes())
                            .descriptorString()
                            .equals(descriptor));
        }
        // The JVM makes up the signature of these methods at each call.
        boolean polymorphic = type.getName().equals("java.lang.invoke.MethodHandle")
                || type.getName().equals("java.lang.invoke.VarHandle");
        return polymorphic
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                        .descriptorString()
                                        .equals(descriptor));
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        Stream<Class<?>> above = Stream.concat(
                Stream.ofNullable(type.isInterface() ? Object.class : type.getSuperclass()),
                Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(LinkCheck::hierarchy));
    }

    private @Nullable Class<?> find(String internalName, String where) {
        if (internalName.startsWith("[")) {
            return null;
        }
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            problems.add(where + " needs " + internalName + ": " + e);
            return null;
        }
    }
}
