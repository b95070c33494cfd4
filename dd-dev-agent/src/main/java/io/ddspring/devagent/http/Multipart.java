/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads forms with files, see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>. */
public final class Multipart {
    private static final int MAX_PARTS = 1000;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

    private static final Pattern FORM = Pattern.compile("\\s*multipart/form-data\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORM_DATA = Pattern.compile("\\s*form-data\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]*))");

    private final byte[] body;
    private final byte[] delimiter;
    private int position;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The fields of the form in their order; of a name there can be several.
     *
     * @throws MalformedPayloadException when the payload is no such form or has no end
     */
    public static List<FormPart> parse(Payload payload) throws MalformedPayloadException {
        String contentType = payload.header("Content-Type");
        if (contentType == null || !isForm(contentType)) {
            throw new MalformedPayloadException("Content-Type is " + contentType + ", not multipart/form-data");
        }
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new MalformedPayloadException("Content-Type has no boundary");
        }
        return new Multipart(payload.body(), boundary).parts();
    }

    /** Whether this is the type of a form with files. */
    public static boolean isForm(@Nullable String contentType) {
        return contentType != null && FORM.matcher(contentType).matches();
    }

    private List<FormPart> parts() throws MalformedPayloadException {
        List<FormPart> parts = new ArrayList<>();
        // What stands before the first delimiter means nothing.
        position = startsWith(0, delimiter) ? delimiter.length : afterNextDelimiter();
        while (!startsWith(position, new byte[] {'-', '-'})) {
            if (parts.size() == MAX_PARTS) {
                throw new MalformedPayloadException("the form has more than " + MAX_PARTS + " parts");
            }
            int headers = endOfLine();
            // A part without headers has its empty line at once.
            int blank = indexOf(HEADERS_END, headers - LINE_END.length);
            if (blank < 0 || blank - headers > MAX_HEADER_BYTES) {
                throw new MalformedPayloadException("part " + parts.size() + " of the form has no end of its headers");
            }
            position = blank + HEADERS_END.length;
            int start = position;
            position = afterNextDelimiter();
            int end = Math.max(start, position - delimiter.length - LINE_END.length);
            String headerLines = new String(body, headers, Math.max(0, blank - headers), StandardCharsets.UTF_8);
            parts.add(part(headerLines, Arrays.copyOfRange(body, start, end), parts.size()));
        }
        return parts;
    }

    private int afterNextDelimiter() throws MalformedPayloadException {
        // The line end before a delimiter belongs to it. It may be the one that ends the headers of an empty part.
        for (int at = indexOf(LINE_END, Math.max(0, position - LINE_END.length));
                at >= 0;
                at = indexOf(LINE_END, at + 1)) {
            if (startsWith(at + LINE_END.length, delimiter)) {
                return at + LINE_END.length + delimiter.length;
            }
        }
        throw new MalformedPayloadException("the form ends before its last boundary");
    }

    private int endOfLine() throws MalformedPayloadException {
        int at = position;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
            at++;
        }
        if (!startsWith(at, LINE_END)) {
            throw new MalformedPayloadException("a boundary of the form is not followed by a line end");
        }
        return at + LINE_END.length;
    }

    private static FormPart part(String headers, byte[] content, int number) throws MalformedPayloadException {
        String disposition = null;
        String contentType = null;
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (name.equals("content-disposition")) {
                disposition = line.substring(colon + 1);
            } else if (name.equals("content-type")) {
                contentType = line.substring(colon + 1).strip();
            }
        }
        String name = null;
        String fileName = null;
        if (disposition != null && FORM_DATA.matcher(disposition).matches()) {
            Map<String, String> parameters = parameters(disposition);
            name = parameters.get("name");
            fileName = parameters.get("filename");
        }
        if (name == null) {
            throw new MalformedPayloadException("part " + number + " of the form has no name");
        }
        return new FormPart(name, fileName, contentType, content);
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (startsWith(i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(int from, byte[] wanted) {
        return from + wanted.length <= body.length
                && Arrays.equals(body, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
