/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How the text of a setting becomes a value. Immutable and thread-safe.
 *
 * @param <T> type of the value
 */
public final class ConfigType<T> {
    /** {@code true}, {@code 1}, {@code t}, {@code yes}, {@code on} and their opposites, in any case. */
    public static final ConfigType<Boolean> FLAG = new ConfigType<>("true or false", ConfigType::parseFlag);

    /** Any text; blanks around it are not part of it. */
    public static final ConfigType<String> TEXT = new ConfigType<>("text", String::trim);

    /** Items separated by commas; blanks around an item and empty items are left out. */
    public static final ConfigType<List<String>> LIST =
            new ConfigType<>("a comma-separated list", ConfigType::parseList);

    /** {@code key:value} pairs separated by commas, or by blanks when there is no comma; a key alone has an empty value. */
    public static final ConfigType<Map<String, String>> MAP =
            new ConfigType<>("key:value pairs separated by commas", ConfigType::parseMap);

    private final String allowed;
    private final Function<String, T> parser;

    private ConfigType(String allowed, Function<String, T> parser) {
        this.allowed = allowed;
        this.parser = parser;
    }

    /**
     * A type of its own.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws {@link IllegalArgumentException} for a text that is not allowed
     */
    public static <T> ConfigType<T> of(String allowed, Function<String, T> parser) {
        return new ConfigType<>(allowed, parser);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static ConfigType<Integer> integer(int least, int most) {
        return new ConfigType<>("a whole number from " + least + " to " + most, text -> {
            int value = new BigDecimal(text.trim()).intValueExact();
            if (value < least || value > most) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** A number from {@code least} to {@code most}. */
    public static ConfigType<Double> decimal(double least, double most) {
        return new ConfigType<>("a number from " + least + " to " + most, text -> {
            double value = Double.parseDouble(text.trim());
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** One of the given words, in any case; the value is the word as given here. */
    public static ConfigType<String> oneOf(String... words) {
        return new ConfigType<>("one of " + String.join(", ", words), text -> Arrays.stream(words)
                .filter(word -> word.equalsIgnoreCase(text.trim()))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    /** What is allowed, completing the sentence "allowed is …". */
    public String allowed() {
        return allowed;
    }

    /**
     * The value that {@code text} stands for.
     *
     * @throws IllegalArgumentException or {@link ArithmeticException} when it is not allowed
     */
    T parse(String text) {
        return parser.apply(text);
    }

    private static boolean parseFlag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "1", "t", "yes", "y", "on" -> true;
            case "false", "0", "f", "no", "n", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static List<String> parseList(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Map<String, String> parseMap(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.trim().split(text.indexOf(',') < 0 ? "\\s+" : ",", -1)) {
            int colon = pair.indexOf(':');
            String key = (colon < 0 ? pair : pair.substring(0, colon)).trim();
            if (!key.isEmpty()) {
                pairs.put(key, colon < 0 ? "" : pair.substring(colon + 1).trim());
            }
        }
        return Map.copyOf(pairs);
    }
}
