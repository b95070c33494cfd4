/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What tells this process from others in every trace.
 *
 * @param runtimeId random, one per start of the process
 * @param hostname empty when it cannot be known without asking the network
 */
public record ProcessIdentity(String runtimeId, long processId, String hostname) {
    private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    /** The identity of this process; computed anew, so to be asked for once. */
    public static ProcessIdentity ofThisProcess() {
        return new ProcessIdentity(randomId(), ProcessHandle.current().pid(), localHostname());
    }

    /** The same process under another host name. */
    public ProcessIdentity withHostname(String otherHostname) {
        return new ProcessIdentity(runtimeId, processId, otherHostname);
    }

    /**
     * A random UUID. Not from {@link UUID#randomUUID()}: an id need not be secret, and seeding a secure generator delays
     * the start.
     */
    public static String randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static String localHostname() {
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isEmpty()) {
            return variable;
        }
        try {
            return Files.readString(KERNEL_HOSTNAME).trim();
        } catch (IOException | RuntimeException notLinux) {
            String windowsName = System.getenv("COMPUTERNAME");
            return windowsName == null ? "" : windowsName;
        }
    }
}
