/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A block of {@code vectors.txt}, where its form is described. */
final class Vector {
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]*)}");

    private static final String SEPARATOR = " = ";

    private final String name;
    private final Headers request = new Headers();
    private final List<String> settings = new ArrayList<>();
    private final List<String> puts = new ArrayList<>();
    private final List<String> expectations = new ArrayList<>();

    private Vector(String name) {
        this.name = name;
    }

    static List<Vector> all() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Vector.class.getResourceAsStream("vectors.txt")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("== ")) {
                    vectors.add(new Vector(line.substring(3)));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    vectors.get(vectors.size() - 1).read(expanded(line));
                }
            }
        }
        return vectors;
    }

    private void read(String line) {
        String rest = line.substring(line.indexOf(' ') + 1);
        switch (line.split(" ", 2)[0]) {
            case ">" -> {
                int colon = rest.indexOf(':');
                request.add(rest.substring(0, colon), rest.substring(Math.min(colon + 2, rest.length())));
            }
            case "set" -> settings.add(rest);
            case "put" -> puts.add(rest);
            case "puts" -> puts.addAll(List.of(rest.split(",")));
            default -> expectations.add(line);
        }
    }

    private static String expanded(String line) {
        Matcher repeated = REPEATED.matcher(line.replace("\\u0001", "\u0001"));
        return repeated.replaceAll(found -> {
            String text = IntStream.rangeClosed(1, Integer.parseInt(found.group(1)))
                    .mapToObj(i -> found.group(2).replace("#", Integer.toString(i)))
                    .collect(Collectors.joining());
            return Matcher.quoteReplacement(text.endsWith(",") ? text.substring(0, text.length() - 1) : text);
        });
    }

    Headers request() {
        return request;
    }

    String[] settings() {
        return settings.toArray(String[]::new);
    }

    void forEachItem(BiConsumer<String, String> action) {
        for (String put : puts) {
            int separator = put.indexOf(SEPARATOR);
            action.accept(put.substring(0, separator), put.substring(separator + SEPARATOR.length()));
        }
    }

    List<String> expectations() {
        return expectations;
    }

    @Override
    public String toString() {
        return name;
    }
}
