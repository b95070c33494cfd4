/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value. Immutable and thread-safe.
 *
 * @param <T> type of the value
 */
public final class ConfigType<T> {
    /** {@code true}, {@code 1}, {@code t}, {@code yes}, {@code on} and their opposites, in any case. */
    public static final ConfigType<Boolean> FLAG = of("true or false", ConfigType::parseFlag);

    /** Any text; blanks around it are not part of it. */
    public static final ConfigType<String> TEXT =
            new ConfigType<>(Form.TEXT, "text", List.of(), found -> found.text().trim(), value -> value);

    /** Items separated by commas; blanks around an item and empty items are left out. */
    public static final ConfigType<List<String>> LIST = new ConfigType<>(
            Form.LIST, "a comma-separated list", List.of(), ConfigType::parseList, items -> String.join(",", items));

    /**
     * {@code key:value} pairs separated by commas, or by blanks when there is no comma; a key alone has an empty value.
     * The map keeps their order.
     */
    public static final ConfigType<Map<String, String>> MAP = new ConfigType<>(
            Form.MAP,
            "key:value pairs separated by commas",
            List.of(),
            ConfigType::pairs,
            pairs -> pairs.entrySet().stream()
                    .map(pair -> pair.getKey() + ":" + pair.getValue())
                    .collect(Collectors.joining(",")));

    private final Form form;
    private final String allowed;
    private final List<String> words;
    private final Function<ConfigText, T> parser;
    private final Function<T, String> writer;

    /** What the text of a setting looks like, which decides in which ways it can be spelled. */
    enum Form {
        /** One value with rules of its own; a blank text is none. */
        VALUE,
        /** One value that may be empty. */
        TEXT,
        /** Items, which can also be given one by one. */
        LIST,
        /** Pairs, which can also be given one by one; those of several sources are united. */
        MAP
    }

    private ConfigType(
            Form form, String allowed, List<String> words, Function<ConfigText, T> parser, Function<T, String> writer) {
        this.form = form;
        this.allowed = allowed;
        this.words = words;
        this.parser = parser;
        this.writer = writer;
    }

    /**
     * A type of its own, whose values are shown as their {@link Object#toString()}.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws an unchecked exception for a text that is not allowed
     */
    public static <T> ConfigType<T> of(String allowed, Function<String, T> parser) {
        return of(allowed, parser, String::valueOf);
    }

    /**
     * A type of its own.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws an unchecked exception for a text that is not allowed
     * @param writer gives a text that the parser would read as the same value
     */
    public static <T> ConfigType<T> of(String allowed, Function<String, T> parser, Function<T, String> writer) {
        return new ConfigType<>(Form.VALUE, allowed, List.of(), found -> parser.apply(found.text()), writer);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static ConfigType<Integer> integer(int least, int most) {
        String allowed = most == Integer.MAX_VALUE
                ? "a whole number from " + least
                : "a whole number from " + least + " to " + most;
        return of(allowed, text -> {
            int value = new BigDecimal(text.trim()).intValueExact();
            if (value < least || value > most) {
                throw new IllegalArgumentException(allowed);
            }
            return value;
        });
    }

    /** A number from {@code least} to {@code most}. */
    public static ConfigType<Double> decimal(double least, double most) {
        String allowed = "a number from " + plain(least) + " to " + plain(most);
        return of(allowed, text -> {
            double value = Double.parseDouble(text.trim());
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(allowed);
            }
            return value;
        });
    }

    /** One of the given words, in any case; the value is the word as given here. */
    public static ConfigType<String> oneOf(String... words) {
        String allowed = "one of " + String.join(", ", words);
        return new ConfigType<>(
                Form.VALUE,
                allowed,
                List.of(words),
                found -> Arrays.stream(words)
                        .filter(word -> word.equalsIgnoreCase(found.text().trim()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(allowed)),
                value -> value);
    }

    /** What is allowed, completing the sentence "allowed is …". */
    public String allowed() {
        return allowed;
    }

    /** The only texts that are allowed, when there are few; empty otherwise. */
    public List<String> words() {
        return words;
    }

    /** What its texts look like, as it is noted in the {@linkplain ConfigCatalogue catalogue}. */
    public String formName() {
        return form.name();
    }

    /** A text that would be read as {@code value}. */
    public String text(T value) {
        return writer.apply(value);
    }

    /**
     * The value that {@code found} stands for.
     *
     * @throws RuntimeException when it is not allowed
     */
    T parse(ConfigText found) {
        return parser.apply(found);
    }

    Form form() {
        return form;
    }

    boolean allowsEmpty() {
        return form != Form.VALUE;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static boolean parseFlag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "1", "t", "yes", "y", "on" -> true;
            case "false", "0", "f", "no", "n", "off" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static List<String> parseList(ConfigText found) {
        return (found.entries().isEmpty()
                        ? Arrays.stream(found.text().split(",", -1))
                        : found.entries().values().stream())
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** The pairs in {@code found}, in the order in which they were given. */
    static Map<String, String> pairs(ConfigText found) {
        if (!found.entries().isEmpty()) {
            return found.entries();
        }
        String text = found.text();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.trim().split(text.indexOf(',') < 0 ? "\\s+" : ",", -1)) {
            int colon = pair.indexOf(':');
            String key = (colon < 0 ? pair : pair.substring(0, colon)).trim();
            if (!key.isEmpty()) {
                pairs.put(key, colon < 0 ? "" : pair.substring(colon + 1).trim());
            }
        }
        return Collections.unmodifiableMap(pairs);
    }
}
