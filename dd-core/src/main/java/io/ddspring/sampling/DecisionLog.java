/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why the latest traces were kept or dropped. Adding to it is one write into a ring, so that it can be done on the
 * application's threads; finding a trace looks through all of it. Bounded. Thread-safe without locks.
 */
public final class DecisionLog {
    /** What a trace id looks like, completing the sentence "allowed is …". */
    public static final String ALLOWED_TRACE_ID =
            "32 or 16 hexadecimal digits, or an unsigned decimal number of 64 bits";

    private static final Pattern FULL_HEX = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern LOW_HEX = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");

    private final AtomicReferenceArray<LoggedDecision> ring;
    private final AtomicLong added = new AtomicLong();

    /**
     * An empty log.
     *
     * @param capacity number of traces that are remembered; 0 for none
     */
    public DecisionLog(int capacity) {
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    /** Remembers a trace in place of the oldest one; not to be called when nothing is to be remembered. */
    public void add(LoggedDecision decision) {
        ring.set((int) (added.getAndIncrement() % ring.length()), decision);
    }

    /** Number of traces that are remembered at most. */
    public int capacity() {
        return ring.length();
    }

    /** Number of traces that are remembered. */
    public int size() {
        return (int) Math.min(added.get(), ring.length());
    }

    /**
     * Why a trace was kept or dropped: texts, numbers, booleans, and lists and maps of these. When this process took part
     * in it several times the latest comes first and the others are in {@code earlier}.
     *
     * @param traceId as {@link #ALLOWED_TRACE_ID}; 64 bits are compared with the lower half
     * @return null when the trace is not, or no longer, remembered
     * @throws IllegalArgumentException when the text is no trace id
     */
    public @Nullable Map<String, Object> explain(String traceId) {
        String text = traceId.strip().toLowerCase(Locale.ROOT);
        if (FULL_HEX.matcher(text).matches()) {
            long high = Long.parseUnsignedLong(text, 0, 16, 16);
            long low = Long.parseUnsignedLong(text, 16, 32, 16);
            return explain(logged -> logged.isOf(high, low));
        }
        Map<String, Object> explanation = null;
        if (LOW_HEX.matcher(text).matches()) {
            long low = Long.parseUnsignedLong(text, 16);
            explanation = explain(logged -> logged.isOf(low));
        } else if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a trace id");
        }
        // Sixteen decimal digits can be either.
        if (explanation == null && DECIMAL.matcher(text).matches()) {
            long low = Long.parseUnsignedLong(text);
            explanation = explain(logged -> logged.isOf(low));
        }
        return explanation;
    }

    private @Nullable Map<String, Object> explain(Predicate<LoggedDecision> wanted) {
        List<Map<String, Object>> found = new ArrayList<>();
        long newest = added.get() - 1;
        for (long number = newest; number >= 0 && number > newest - ring.length(); number--) {
            LoggedDecision logged = ring.get((int) (number % ring.length()));
            Map<String, Object> explanation = logged != null && wanted.test(logged) ? logged.explanation() : null;
            if (explanation != null) {
                found.add(explanation);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        Map<String, Object> latest = found.remove(0);
        if (!found.isEmpty()) {
            latest.put("earlier", found);
        }
        return latest;
    }
}
