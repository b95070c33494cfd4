/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line. As strict as the format is: clients are to be told of what an Agent would silently leave out. */
final class LineParser {
    /** Hyphens are shown as underscores in the end, but tracers send them. */
    private static final Pattern METRIC_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,199}");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern EVENT = Pattern.compile("_e\\{(\\d{1,5}),(\\d{1,5})}:");
    private static final String CHECK = "_sc|";

    private LineParser() {}

    /** @throws MalformedPayloadException when it is no line of this format; says why */
    static Line parse(byte[] bytes) throws MalformedPayloadException {
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedPayloadException("not UTF-8");
        }
        if (line.startsWith("_e{")) {
            return event(bytes, line);
        }
        return line.startsWith(CHECK) ? check(line) : metric(line);
    }

    private static Line metric(String line) throws MalformedPayloadException {
        int colon = line.indexOf(':');
        int bar = line.indexOf('|', colon + 1);
        if (colon < 0 || bar < 0) {
            throw new MalformedPayloadException("neither name:value|type, nor an event, nor a service check");
        }
        String name = line.substring(0, colon);
        require(METRIC_NAME.matcher(name).matches(), "the name '" + name + "' is not valid");
        List<String> sections = List.of(line.substring(bar + 1).split("\\|", -1));
        MetricType type = MetricType.of(sections.get(0));
        if (type == null) {
            throw new MalformedPayloadException("the type '" + sections.get(0) + "' is unknown");
        }
        List<String> values = values(line.substring(colon + 1, bar), type);
        Fields fields = Fields.ofMetric(sections.subList(1, sections.size()));
        require(
                fields.seconds() == null
                        || ((type == MetricType.COUNT || type == MetricType.GAUGE) && fields.rate() == null),
                "only counts and gauges without a rate can have a time");
        double rate = fields.rate() == null ? 1 : fields.rate();
        return new Line.Metric(name, type, values, rate, fields.tags(), fields.seconds());
    }

    private static List<String> values(String text, MetricType type) throws MalformedPayloadException {
        if (type == MetricType.SET) {
            return List.of(text);
        }
        List<String> values = List.of(text.split(":", -1));
        for (String value : values) {
            require(NUMBER.matcher(value).matches(), "the value '" + value + "' is no number");
        }
        return values;
    }

    /** The lengths at the start of an event are those of the texts in UTF-8. */
    private static Line event(byte[] bytes, String line) throws MalformedPayloadException {
        Matcher start = EVENT.matcher(line);
        require(start.lookingAt(), "an event must start with _e{<length of the title>,<length of the text>}:");
        int title = start.end();
        int bar = title + Integer.parseInt(start.group(1));
        int end = bar + 1 + Integer.parseInt(start.group(2));
        require(
                end <= bytes.length && bytes[bar] == '|' && (end == bytes.length || bytes[end] == '|'),
                "the title or the text of the event is not as long as it says");
        Fields fields = Fields.ofEvent(sections(text(bytes, end, bytes.length)));
        return new Line.Event(
                text(bytes, title, bar),
                text(bytes, bar + 1, end).replace("\\n", "\n"),
                fields.text('t'),
                fields.text('p'),
                fields.text('h'),
                fields.text('s'),
                fields.text('k'),
                fields.tags());
    }

    private static Line check(String line) throws MalformedPayloadException {
        String[] parts = line.substring(CHECK.length()).split("\\|", 3);
        require(
                parts.length > 1 && !parts[0].isEmpty() && parts[1].matches("[0-3]"),
                "a service check must start with _sc|<name>|<status from 0 to 3>");
        Fields fields = Fields.ofCheck(parts.length == 2 ? List.of() : sections("|" + parts[2]));
        return new Line.Check(parts[0], Integer.parseInt(parts[1]), fields.text('h'), fields.text('m'), fields.tags());
    }

    /** What stands after each bar, of nothing or a text that starts with a bar. */
    private static List<String> sections(String text) {
        return text.isEmpty() ? List.of() : List.of(text.substring(1).split("\\|", -1));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }

    private static void require(boolean condition, String reason) throws MalformedPayloadException {
        if (!condition) {
            throw new MalformedPayloadException(reason);
        }
    }
}
