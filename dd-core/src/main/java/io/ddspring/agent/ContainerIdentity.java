/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what an Agent recognises the container this process runs in. Immutable. Linux only; elsewhere, and outside of a
 * container, both are null.
 *
 * @param containerId id of the container
 * @param entityId {@code ci-<container id>}, or {@code in-<inode of the control group>} when there is no id
 */
public record ContainerIdentity(
        @Nullable String containerId, @Nullable String entityId) {
    /** Nothing is known. */
    public static final ContainerIdentity NONE = new ContainerIdentity(null, null);

    private static final long HOST_CGROUP_NAMESPACE = 0xEFFFFFFBL;
    private static final int GROUPS_LIMIT = 200;
    /** 64 digits, an ECS task, a UUID, or Garden's groups of digits; at the end of a path's last segment. */
    private static final Pattern CONTAINER_ID = Pattern.compile("([0-9a-f]{64}"
            + "|[0-9a-f]{32}-[0-9]+"
            + "|[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}"
            + "|[0-9a-f]{8}(?:-[0-9a-f]{4}){4})(?:\\.scope)?$");

    private record ControlGroup(List<String> controllers, String path) {}

    /** Reads the identity of this process. Does disk I/O: not for threads of the application. */
    public static ContainerIdentity read() {
        return read(Path.of("/"), ContainerIdentity::inode);
    }

    /**
     * Reads the identity below {@code root}.
     *
     * @param inodes gives the inode of a path, 0 when there is none
     */
    static ContainerIdentity read(Path root, ToLongFunction<Path> inodes) {
        List<ControlGroup> groups = controlGroups(root.resolve("proc/self/cgroup"));
        for (ControlGroup group : groups) {
            String id = containerId(group.path());
            if (id != null) {
                return new ContainerIdentity(id, "ci-" + id);
            }
        }
        if (inodes.applyAsLong(root.resolve("proc/self/ns/cgroup")) == HOST_CGROUP_NAMESPACE) {
            return NONE;
        }
        for (ControlGroup group : groups) {
            Path directory = directory(root, group);
            long inode = directory == null ? 0 : inodes.applyAsLong(directory);
            if (inode > 2) {
                return new ContainerIdentity(null, "in-" + inode);
            }
        }
        return NONE;
    }

    private static List<ControlGroup> controlGroups(Path file) {
        List<ControlGroup> groups = new ArrayList<>();
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            for (String line : lines.limit(GROUPS_LIMIT).toList()) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3) {
                    groups.add(new ControlGroup(Arrays.asList(parts[1].split(",", -1)), parts[2].trim()));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            // Not Linux, or not allowed: the process has no identity then.
            return List.of();
        }
        return groups;
    }

    private static @Nullable String containerId(String path) {
        Matcher matcher = CONTAINER_ID.matcher(path.substring(path.lastIndexOf('/') + 1));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Where the group is mounted: version 1 has a tree for each controller, version 2 one without a name. */
    private static @Nullable Path directory(Path root, ControlGroup group) {
        String mount = group.controllers().contains("memory")
                ? "sys/fs/cgroup/memory"
                : group.controllers().equals(List.of("")) ? "sys/fs/cgroup" : null;
        try {
            return mount == null ? null : Path.of(root.resolve(mount) + group.path());
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    private static long inode(Path path) {
        try {
            return Files.getAttribute(path, "unix:ino") instanceof Long inode ? inode : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return 0;
        }
    }
}
