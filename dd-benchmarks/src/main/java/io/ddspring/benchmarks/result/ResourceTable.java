/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A small table in a text file: a row a line, columns separated by bars, lines that begin with {@code #} are notes. */
public final class ResourceTable {
    private ResourceTable() {}

    /** @throws IOException when there is no such file beside {@code owner}, or a row has not as many columns */
    public static List<List<String>> rows(Class<?> owner, String name, int columns) throws IOException {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException(name + " is missing");
            }
            List<List<String>> rows = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::trim)
                            .toList())
                    .toList();
            for (List<String> row : rows) {
                if (row.size() != columns) {
                    throw new IOException("not " + columns + " columns in " + name + ": " + row);
                }
            }
            return rows;
        }
    }
}
