/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.test.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a form that an Agent received.
 *
 * @param content as Latin-1, in which every byte is one character
 */
record FormPart(String fileName, String contentType, String content) {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data; boundary=(\\S+)");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("Content-Type: (\\S+)");

    /** The fields of the form by their names. */
    static Map<String, FormPart> read(ReceivedRequest request) {
        String delimiter = "--" + group(BOUNDARY, Objects.requireNonNull(request.header("Content-Type")));
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        if (!body.startsWith(delimiter + "\r\n") || !body.endsWith("\r\n" + delimiter + "--\r\n")) {
            throw new AssertionError("no form: " + body.substring(0, Math.min(200, body.length())));
        }
        Map<String, FormPart> parts = new LinkedHashMap<>();
        String[] texts = body.split(Pattern.quote("\r\n" + delimiter), -1);
        for (int i = 0; i < texts.length - 1; i++) {
            String text = i == 0 ? texts[0].substring(delimiter.length()) : texts[i];
            int headersEnd = text.indexOf("\r\n\r\n");
            String headers = text.substring(0, headersEnd);
            parts.put(
                    group(NAME, headers),
                    new FormPart(group(FILE_NAME, headers), group(TYPE, headers), text.substring(headersEnd + 4)));
        }
        return parts;
    }

    byte[] bytes() {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String group(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
