/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for a text in encoded spans as they are, to spare the decoding of most of those that do not have it. It may find the
 * text where no span has it, but does not miss it where one has.
 */
final class EncodedText {
    /** Texts that spans are found by though their encoded form may not have them. */
    private static final List<String> NOT_ENCODED = List.of("error", "true", "false", "nan", "infinity");

    private final List<byte[]> needles;

    private EncodedText(List<byte[]> needles) {
        this.needles = needles;
    }

    /** @param lowerCase a text to look for, in which {@code :} may separate the key of a tag from its value */
    static EncodedText of(String lowerCase) {
        return new EncodedText(Stream.of(lowerCase.split(":"))
                .filter(EncodedText::isEncodedAsItIs)
                .map(part -> part.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }

    /** Numbers and ids are encoded otherwise, and other letters than those of ASCII change with their case. */
    private static boolean isEncodedAsItIs(String part) {
        return part.chars().allMatch(character -> character < 128)
                && !part.matches("[0-9a-f.+-]*")
                && NOT_ENCODED.stream().noneMatch(text -> text.contains(part));
    }

    /** Whether it may be in {@code trace}. */
    boolean mayBeIn(StoredTrace trace) {
        return needles.stream().allMatch(needle -> trace.chunks().stream().anyMatch(chunk -> contains(chunk, needle)));
    }

    private static boolean contains(byte[] text, byte[] needle) {
        int last = text.length - needle.length;
        for (int start = 0; start <= last; start++) {
            int same = 0;
            while (same < needle.length && lower(text[start + same]) == needle[same]) {
                same++;
            }
            if (same == needle.length) {
                return true;
            }
        }
        return false;
    }

    private static int lower(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
}
