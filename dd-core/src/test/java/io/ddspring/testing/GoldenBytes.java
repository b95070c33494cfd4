/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Bytes that other tracers send, from {@code golden-bytes.properties}. */
public final class GoldenBytes {
    private GoldenBytes() {}

    /** The bytes of that name in hexadecimal digits. */
    public static String hex(String name) {
        Properties known = new Properties();
        try (InputStream in = GoldenBytes.class.getResourceAsStream("golden-bytes.properties")) {
            known.load(Objects.requireNonNull(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Objects.requireNonNull(known.getProperty(name), name);
    }
}
