/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Class paths of applications with only some of this module's dependencies. The build leaves the whole dependency tree,
 * repeated branches included, in {@code target/dependencies.json}, and all jars in {@code target/test.classpath}.
 */
final class ClassPaths {
    private final Map<String, Set<String>> dependenciesByArtifact = new LinkedHashMap<>();
    private final Map<String, String> jarByFileName = new LinkedHashMap<>();
    private final Path target;

    private ClassPaths(Path target) {
        this.target = target;
    }

    static ClassPaths ofThisModule() {
        // This class was loaded from target/test-classes.
        Path testClasses = Path.of(URI.create(ClassPaths.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        ClassPaths classPaths = new ClassPaths(testClasses.getParent());
        try {
            Path tree = classPaths.target.resolve("dependencies.json");
            classPaths.collect(new ObjectMapper().readTree(tree.toFile()));
            String jars = Files.readString(classPaths.target.resolve("test.classpath"));
            Arrays.stream(jars.strip().split(File.pathSeparator))
                    .forEach(jar -> classPaths.jarByFileName.put(new File(jar).getName(), jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classPaths;
    }

    private String collect(JsonNode node) {
        String classifier = node.path("classifier").asText("");
        String fileName = node.get("artifactId").asText() + "-" + node.get("version").asText()
                + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        Set<String> children = dependenciesByArtifact.computeIfAbsent(fileName, name -> new LinkedHashSet<>());
        node.path("children").forEach(child -> children.add(collect(child)));
        return fileName;
    }

    /** The classes of this module, then these artifacts and what they need, without the excluded artifacts. */
    String of(List<String> artifactIds, List<String> excludedPrefixes) {
        Set<String> fileNames = new LinkedHashSet<>();
        for (String artifactId : artifactIds) {
            add(fileName(artifactId), excludedPrefixes, fileNames);
        }
        List<String> entries = new ArrayList<>(List.of(target.resolve("classes").toString()));
        fileNames.forEach(name -> entries.add(Objects.requireNonNull(jarByFileName.get(name), name)));
        return String.join(File.pathSeparator, entries);
    }

    private void add(String fileName, List<String> excludedPrefixes, Set<String> fileNames) {
        if (excludedPrefixes.stream().noneMatch(fileName::startsWith) && fileNames.add(fileName)) {
            dependenciesByArtifact.get(fileName).forEach(child -> add(child, excludedPrefixes, fileNames));
        }
    }

    private String fileName(String artifactId) {
        List<String> found = dependenciesByArtifact.keySet().stream()
                .filter(name -> name.matches(artifactId + "-\\d[^-]*(-SNAPSHOT)?\\.jar"))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(artifactId + " is not one of the dependencies: " + found);
        }
        return found.get(0);
    }

    boolean has(String artifactId) {
        return dependenciesByArtifact.keySet().stream().anyMatch(name -> name.startsWith(artifactId + "-"));
    }
}
