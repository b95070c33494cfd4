/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A body of type {@code multipart/form-data}. Used once, by one thread. */
final class MultipartBody {
    private static final int MAX_PARTS = 64;
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final int MAX_BOUNDARY_CHARS = 70;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;
    private int position;

    /** @throws MalformedPayloadException when no body can have such a boundary */
    MultipartBody(byte[] body, String boundary) throws MalformedPayloadException {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
            throw new MalformedPayloadException("the boundary has " + boundary.length() + " characters");
        }
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads all parts. */
    List<BodyPart> parts() throws MalformedPayloadException {
        // The first delimiter needs no line before it.
        byte[] first = Arrays.copyOfRange(delimiter, LINE_END.length, delimiter.length);
        position = startsWith(first, 0) ? first.length : after(delimiter, "the boundary is not there");
        List<BodyPart> parts = new ArrayList<>();
        while (!startsWith(new byte[] {'-', '-'}, position)) {
            if (parts.size() == MAX_PARTS) {
                throw new MalformedPayloadException("more than " + MAX_PARTS + " parts");
            }
            skipPadding();
            parts.add(part("part " + parts.size()));
        }
        return parts;
    }

    /** Blanks may stand between a boundary and the end of its line. */
    private void skipPadding() throws MalformedPayloadException {
        while (position < body.length && (body[position] == ' ' || body[position] == '\t')) {
            position++;
        }
        if (!startsWith(LINE_END, position)) {
            throw new MalformedPayloadException("a boundary is not followed by a line");
        }
    }

    private BodyPart part(String where) throws MalformedPayloadException {
        Map<String, String> headers = headers(where);
        int start = position;
        int end = after(delimiter, where + ": no boundary ends it");
        HeaderValue disposition = HeaderValue.of(headers.get("content-disposition"));
        String name = disposition.parameter("name");
        String fileName = disposition.parameter("filename");
        position = end;
        return new BodyPart(
                name == null ? "" : name,
                fileName == null ? "" : fileName,
                headers.getOrDefault("content-type", ""),
                Arrays.copyOfRange(body, start, end - delimiter.length));
    }

    /** Leaves the position behind the empty line that ends them. */
    private Map<String, String> headers(String where) throws MalformedPayloadException {
        int start = position;
        // Without headers the line of the boundary is followed by the empty one.
        position = after(HEAD_END, where + ": its headers do not end");
        if (position - start > MAX_HEAD_BYTES) {
            throw new MalformedPayloadException(where + ": its headers have more than " + MAX_HEAD_BYTES + " bytes");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line : new String(body, start, position - start, StandardCharsets.UTF_8).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    /** The index behind the next occurrence of {@code wanted}. */
    private int after(byte[] wanted, String otherwise) throws MalformedPayloadException {
        for (int i = position; i <= body.length - wanted.length; i++) {
            if (startsWith(wanted, i)) {
                return i + wanted.length;
            }
        }
        throw new MalformedPayloadException(otherwise);
    }

    private boolean startsWith(byte[] wanted, int from) {
        return from + wanted.length <= body.length
                && Arrays.equals(body, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
