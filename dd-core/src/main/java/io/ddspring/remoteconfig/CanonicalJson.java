/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * JSON in the one form of which signatures are made, as
 * <a href="https://theupdateframework.github.io/specification/latest/">The Update Framework</a> has it: names sorted by
 * code point, no white space, only quotes and backslashes escaped, whole numbers.
 */
final class CanonicalJson {
    private static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** The bytes of {@code node}. */
    static byte[] bytes(JsonNode node) {
        CanonicalJson json = new CanonicalJson();
        json.append(node);
        return json.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(JsonNode node) {
        if (node.isObject()) {
            text.append('{');
            String separator = "";
            for (Map.Entry<String, JsonNode> member : node.properties().stream()
                    .sorted(Map.Entry.comparingByKey(BY_CODE_POINT))
                    .toList()) {
                text.append(separator);
                appendText(member.getKey());
                text.append(':');
                append(member.getValue());
                separator = ",";
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            String separator = "";
            for (JsonNode element : node) {
                text.append(separator);
                append(element);
                separator = ",";
            }
            text.append(']');
        } else if (node.isTextual()) {
            appendText(node.textValue());
        } else {
            text.append(node.isNumber() ? node.bigIntegerValue().toString() : node.asText());
        }
    }

    private void appendText(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    /** Differs from the order of {@code char}s where surrogates meet characters above them. */
    private static int compareCodePoints(String left, String right) {
        int[] leftPoints = left.codePoints().toArray();
        int[] rightPoints = right.codePoints().toArray();
        return Arrays.compare(leftPoints, rightPoints);
    }
}
