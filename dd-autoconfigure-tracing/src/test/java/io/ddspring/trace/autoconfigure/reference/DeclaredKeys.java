/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.reference;

import io.ddspring.config.ConfigKey;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the constants that define the settings, in the compiled classes of this module and of the core. */
final class DeclaredKeys {
    private DeclaredKeys() {}

    /** One constant. */
    record Declared(ConfigKey<?> key, String constantClass, String field) {}

    /** Every constant, ordered by the setting's name. */
    static List<Declared> all() throws Exception {
        List<Declared> declared = new ArrayList<>();
        for (Class<?> module : List.of(ConfigKey.class, DdTracingAutoConfiguration.class)) {
            for (String name : classesThatMayDeclare(module)) {
                declared.addAll(declaredIn(Class.forName(name, false, module.getClassLoader())));
            }
        }
        declared.sort(Comparator.comparing(one -> one.key().name()));
        return declared;
    }

    private static List<Declared> declaredIn(Class<?> type) throws IllegalAccessException {
        List<Declared> declared = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == ConfigKey.class && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                declared.add(new Declared((ConfigKey<?>) field.get(null), type.getName(), field.getName()));
            }
        }
        return declared;
    }

    private static List<String> classesThatMayDeclare(Class<?> module) throws IOException, URISyntaxException {
        Path place = Path.of(
                module.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesThatMayDeclare(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            return classesThatMayDeclare(jar.getPath("/"));
        }
    }

    private static List<String> classesThatMayDeclare(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains("Lio/ddspring/config/ConfigKey;")) {
                    String relative = root.relativize(file).toString().replace('\\', '/');
                    names.add(relative.substring(0, relative.length() - ".class".length())
                            .replace('/', '.'));
                }
            }
        }
        return names;
    }
}
