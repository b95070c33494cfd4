/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files in which the operator of a host, or a fleet's automation, gives settings to the processes there. Such a file
 * is YAML: settings for every process, and rules of which the first that fits a process may change them. Its form is that
 * of the official tracers' {@code application_monitoring.yaml}.
 */
public final class StableConfigFile {
    /** Largest file that is read. */
    static final int MAX_BYTES = 256 * 1024;

    private StableConfigFile() {}

    /**
     * What {@code file} says for {@code process}; nothing when there is no such file, and with a problem when it cannot be
     * used. Without a file it costs one question to the file system. Does not throw.
     */
    public static StableConfig read(Path file, RunningProcess process) {
        if (!Files.isRegularFile(file)) {
            return StableConfig.NONE;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? StableConfig.unusable("it is larger than " + MAX_BYTES / 1024 + " KiB")
                    : StableYaml.read(decoded(bytes), process);
        } catch (CharacterCodingException notText) {
            return StableConfig.unusable("it is not text in UTF-8");
        } catch (IOException | SecurityException unreadable) {
            return StableConfig.unusable("it cannot be read");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
