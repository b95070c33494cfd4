/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A configuration for clients.
 *
 * @param version that of all configurations when this one got its content
 * @param content JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by their hash.
record OfferedConfig(ConfigPath path, long version, byte[] content, String sha256) {
    static OfferedConfig of(ConfigPath path, long version, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new OfferedConfig(path, version, content, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String json() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
