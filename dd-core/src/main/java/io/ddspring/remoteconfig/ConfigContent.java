/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.remoteconfig.Targets.TargetFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes the content of a configuration out of an answer if it is the one that was announced. */
final class ConfigContent {
    private ConfigContent() {}

    /** @throws RemoteConfigException when it is not there, or not what {@code target} says */
    static byte[] of(RemoteConfigPath path, TargetFile target, PollAnswer answer) throws RemoteConfigException {
        String encoded = answer.contents().get(path.text());
        if (encoded == null) {
            throw new RemoteConfigException("No content of " + path + ", which is new or has changed");
        }
        byte[] content = PollAnswer.decoded(encoded, "content of " + path);
        String expected = target.sha256();
        String actual = sha256(content);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new RemoteConfigException(
                    "Content of " + path + " has the SHA-256 " + actual + " instead of " + expected);
        }
        if (content.length != target.length()) {
            throw new RemoteConfigException(
                    "Content of " + path + " has " + content.length + " bytes instead of " + target.length());
        }
        return content;
    }

    /** Lower-case hexadecimal. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
