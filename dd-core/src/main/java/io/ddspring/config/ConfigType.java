/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value. Immutable and thread-safe.
 *
 * @param <T> type of the value
 */
@SuppressWarnings("unchecked") // a value is of the type that goes with the form
public final class ConfigType<T> {
    /** {@code true}, {@code 1}, {@code t}, {@code yes}, {@code on} and their opposites, in any case. */
    public static final ConfigType<Boolean> FLAG = builtIn(Form.FLAG, "true or false");

    /** Any text; blanks around it are not part of it. */
    public static final ConfigType<String> TEXT = builtIn(Form.TEXT, "text");

    /** Items separated by commas; blanks around an item and empty items are left out. */
    public static final ConfigType<List<String>> LIST = builtIn(Form.LIST, "a comma-separated list");

    /**
     * {@code key:value} pairs separated by commas, or by blanks when there is no comma; a key alone has an empty value.
     * The map keeps their order.
     */
    public static final ConfigType<Map<String, String>> MAP = builtIn(Form.MAP, "key:value pairs separated by commas");

    private final Form form;
    private final String allowed;
    private final List<String> words;
    private final @Nullable Function<ConfigText, T> parser;
    private final @Nullable Function<T, String> writer;

    /** What the text of a setting looks like, which decides in which ways it can be spelled. */
    enum Form {
        /** On or off; a blank text is none. */
        FLAG,
        /** One value that may be empty. */
        TEXT,
        /** Items, which can also be given one by one. */
        LIST,
        /** Pairs, which can also be given one by one; those of several sources are united. */
        MAP,
        /** One value with rules of its own; a blank text is none. */
        VALUE
    }

    private ConfigType(
            Form form,
            String allowed,
            List<String> words,
            @Nullable Function<ConfigText, T> parser,
            @Nullable Function<T, String> writer) {
        this.form = form;
        this.allowed = allowed;
        this.words = words;
        this.parser = parser;
        this.writer = writer;
    }

    /** Without functions, as these types are there at every start and each function would cost a class. */
    private static <T> ConfigType<T> builtIn(Form form, String allowed) {
        return new ConfigType<>(form, allowed, List.of(), null, null);
    }

    /**
     * A type of its own, whose values are shown as their {@link Object#toString()}.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws an unchecked exception for a text that is not allowed
     */
    public static <T> ConfigType<T> of(String allowed, Function<String, T> parser) {
        return ofFound(allowed, found -> parser.apply(found.text()), null);
    }

    /**
     * A type of its own.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws an unchecked exception for a text that is not allowed
     * @param writer gives a text that the parser would read as the same value
     */
    public static <T> ConfigType<T> of(String allowed, Function<String, T> parser, Function<T, String> writer) {
        return ofFound(allowed, found -> parser.apply(found.text()), writer);
    }

    /**
     * A type of its own whose texts mean something else depending on where they come from.
     *
     * @param allowed what is allowed, completing the sentence "allowed is …"
     * @param parser throws an unchecked exception for a text that is not allowed
     * @param writer gives a text that the parser would read as the same value; null for {@link Object#toString()}
     */
    public static <T> ConfigType<T> ofFound(
            String allowed, Function<ConfigText, T> parser, @Nullable Function<T, String> writer) {
        return new ConfigType<>(Form.VALUE, allowed, List.of(), parser, writer);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static ConfigType<Integer> integer(int least, int most) {
        String allowed = most == Integer.MAX_VALUE
                ? "a whole number from " + least
                : "a whole number from " + least + " to " + most;
        return of(allowed, new IntegerParser(least, most, allowed));
    }

    /** A number from {@code least} to {@code most}. */
    public static ConfigType<Double> decimal(double least, double most) {
        String allowed = "a number from " + plain(least) + " to " + plain(most);
        return of(allowed, new DecimalParser(least, most, allowed));
    }

    /** One of the given words, in any case; the value is the word as given here. */
    public static ConfigType<String> oneOf(String... words) {
        String allowed = words.length == 1 ? words[0] : "one of " + String.join(", ", words);
        Function<ConfigText, String> parser = found -> {
            for (String word : words) {
                if (word.equalsIgnoreCase(found.text().trim())) {
                    return word;
                }
            }
            throw new IllegalArgumentException(allowed);
        };
        return new ConfigType<>(Form.VALUE, allowed, List.of(words), parser, null);
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
        if (writer != null) {
            return writer.apply(value);
        }
        return switch (form) {
            case LIST -> String.join(",", (List<String>) value);
            case MAP -> pairsText((Map<String, String>) value);
            case FLAG, TEXT, VALUE -> String.valueOf(value);
        };
    }

    /**
     * The value that {@code found} stands for.
     *
     * @throws RuntimeException when it is not allowed
     */
    T parse(ConfigText found) {
        if (parser != null) {
            return parser.apply(found);
        }
        return (T)
                switch (form) {
                    case FLAG -> parseFlag(found.text());
                    case LIST -> items(found);
                    case MAP -> pairs(found);
                    case TEXT, VALUE -> found.text().trim();
                };
    }

    Form form() {
        return form;
    }

    boolean allowsEmpty() {
        return form != Form.VALUE && form != Form.FLAG;
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

    private static List<String> items(ConfigText found) {
        List<String> items = new ArrayList<>();
        for (String item : found.entries().isEmpty()
                ? List.of(found.text().split(",", -1))
                : found.entries().values()) {
            if (!item.isBlank()) {
                items.add(item.trim());
            }
        }
        return Collections.unmodifiableList(items);
    }

    static String pairsText(Map<String, String> pairs) {
        StringJoiner text = new StringJoiner(",");
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            text.add(pair.getKey() + ":" + pair.getValue());
        }
        return text.toString();
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

    // Classes, as a lambda with values of its own costs several at the start.

    private record IntegerParser(int least, int most, String allowed) implements Function<String, Integer> {
        @Override
        public Integer apply(String text) {
            int value = new BigDecimal(text.trim()).intValueExact();
            if (value < least || value > most) {
                throw new IllegalArgumentException(allowed);
            }
            return value;
        }
    }

    private record DecimalParser(double least, double most, String allowed) implements Function<String, Double> {
        @Override
        public Double apply(String text) {
            double value = Double.parseDouble(text.trim());
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(allowed);
            }
            return value;
        }
    }
}
