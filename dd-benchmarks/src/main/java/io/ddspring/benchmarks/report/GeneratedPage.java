/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of which parts are generated: those between {@code <!-- begin name -->} and {@code <!-- end name -->}. What
 * stands outside is left alone.
 */
final class GeneratedPage {
    private static final Pattern PART =
            Pattern.compile("(<!-- begin ([\\w-]+) -->\n).*?(<!-- end \\2 -->)", Pattern.DOTALL);

    private GeneratedPage() {}

    /**
     * The page with new contents in its parts.
     *
     * @throws IllegalArgumentException when a part has no new content, or a content no part
     */
    static String with(Map<String, String> contents, String page) {
        Set<String> unused = new HashSet<>(contents.keySet());
        String result = PART.matcher(page).replaceAll(part -> {
            unused.remove(part.group(2));
            return Matcher.quoteReplacement(newText(part, contents));
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("the page has no place for " + unused);
        }
        return result;
    }

    private static String newText(MatchResult part, Map<String, String> contents) {
        String content = contents.get(part.group(2));
        if (content == null) {
            throw new IllegalArgumentException("nothing is generated for " + part.group(2));
        }
        return part.group(1) + "\n" + content.strip() + "\n\n" + part.group(3);
    }
}
