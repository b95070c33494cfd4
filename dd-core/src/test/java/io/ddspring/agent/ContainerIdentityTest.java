/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerIdentityTest {
    private static final String HEX64 = "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860";
    private static final String UUID = "34dc0b5e-626f-2c5c-4c51-70e34b10e765";
    private static final long HOST_NAMESPACE = 0xEFFFFFFBL;

    @TempDir
    private Path root;

    private final Map<String, Long> inodes = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "13:name=systemd:/docker/" + HEX64 + ", " + HEX64,
        "11:perf_event:/kubepods/besteffort/pod3d274242-8ee0-11e9-a8a6-1e68d864ef1a/" + HEX64 + ", " + HEX64,
        "1:name=systemd:/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod2d3da189_6407_48e3_9ab6_78188d75e609.slice/docker-"
                + HEX64 + ".scope, " + HEX64,
        "0::/system.slice/cri-containerd-" + HEX64 + ".scope, " + HEX64,
        "9:perf_event:/ecs/55091c13-b8cf-4801-b527-f4601742204d/432624d2150b349fe35ba397284dea788c2bf66b885d14dfc1569b01890ca7da, 432624d2150b349fe35ba397284dea788c2bf66b885d14dfc1569b01890ca7da",
        "1:name=systemd:/ecs/34dc0b5e626f2c5c4c5170e34b10e765-1234567890, 34dc0b5e626f2c5c4c5170e34b10e765-1234567890",
        "1:name=systemd:/uaa/" + UUID + ", " + UUID,
        "1:name=systemd:/kubepods/pod/34dc0b5e_626f_2c5c_4c51_70e34b10e765.scope, 34dc0b5e_626f_2c5c_4c51_70e34b10e765",
        "1:name=systemd:/system.slice/garden.service/garden/6f265890-5165-7fab-6b52-18d1, 6f265890-5165-7fab-6b52-18d1",
        "'4:a,b:/with:colon/" + HEX64 + "', " + HEX64,
    })
    void the_container_is_the_end_of_the_last_segment(String line, String id) throws IOException {
        cgroup(line);

        assertThat(read()).isEqualTo(new ContainerIdentity(id, "ci-" + id));
    }

    @ParameterizedTest
    @CsvSource({
        "0::/",
        "1:name=systemd:/user.slice/user-1000.slice/session-1.scope",
        "1:name=systemd:/docker/" + HEX64 + "/child",
        "1:name=systemd:/docker/3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f86986G",
        "nonsense",
        "''"
    })
    void other_groups_are_no_container(String line) throws IOException {
        cgroup(line);

        assertThat(read()).isEqualTo(ContainerIdentity.NONE);
    }

    @Test
    void the_first_line_with_an_id_counts() throws IOException {
        cgroup("12:cpu:/", "11:memory:/docker/" + HEX64, "10:pids:/uaa/" + UUID);
        inodes.put("sys/fs/cgroup/memory/docker/" + HEX64, 99L);

        assertThat(read()).isEqualTo(new ContainerIdentity(HEX64, "ci-" + HEX64));
    }

    @ParameterizedTest
    @CsvSource({
        "0::/, sys/fs/cgroup/, in-5000",
        "0::/app, sys/fs/cgroup/app, in-5000",
        "'7:cpu,memory:/app', sys/fs/cgroup/memory/app, in-5000",
        "7:cpu:/app, sys/fs/cgroup/cpu/app,"
    })
    void without_an_id_the_inode_of_the_group_tells_the_container(String line, String directory, String entity)
            throws IOException {
        cgroup(line);
        inodes.put(Path.of(directory).toString(), 5_000L);
        inodes.put("proc/self/ns/cgroup", 1L);

        assertThat(read()).isEqualTo(new ContainerIdentity(null, entity));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void the_inode_of_a_root_tells_nothing(long inode) throws IOException {
        cgroup("0::/");
        inodes.put("sys/fs/cgroup", inode);

        assertThat(read()).isEqualTo(ContainerIdentity.NONE);
    }

    @Test
    void in_the_hosts_namespace_the_inode_tells_nothing() throws IOException {
        cgroup("0::/");
        inodes.put("sys/fs/cgroup", 5_000L);
        inodes.put("proc/self/ns/cgroup", HOST_NAMESPACE);

        assertThat(read()).isEqualTo(ContainerIdentity.NONE);
    }

    @Test
    void without_control_groups_there_is_no_container() {
        assertThat(read()).isEqualTo(ContainerIdentity.NONE);
    }

    @Test
    void reading_it_for_this_process_never_fails() {
        ContainerIdentity identity = ContainerIdentity.read();

        assertThat(identity.entityId()).matches(entity -> entity == null || entity.matches("(ci|in)-.+"));
    }

    private void cgroup(String... lines) throws IOException {
        Path file = Files.createDirectories(root.resolve("proc/self")).resolve("cgroup");
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private ContainerIdentity read() {
        return ContainerIdentity.read(
                root, path -> inodes.getOrDefault(root.relativize(path).toString(), 0L));
    }
}
