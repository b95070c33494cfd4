/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.Baggage;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** W3C Baggage: the header {@code baggage}, which travels whether or not there is a trace. */
final class BaggagePropagator implements Propagator {
    static final String BAGGAGE = "baggage";

    private static final List<String> FIELDS = List.of(BAGGAGE);

    private final BaggageLimits limits;
    private final PropagationCounters.Style counters;
    private final LongAdder tooManyItems;
    private final LongAdder tooManyBytes;

    BaggagePropagator(BaggageLimits limits, PropagationCounters counters) {
        this.limits = limits;
        this.counters = counters.style(PropagationStyle.BAGGAGE.styleName());
        this.tooManyItems = counters.baggageItemCountExceeded;
        this.tooManyBytes = counters.baggageByteCountExceeded;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        Map<String, String> items = context.baggage();
        if (items.isEmpty() || limits.allowNothing()) {
            return;
        }
        Baggage baggage = Baggage.copyOf(items);
        String header = baggage.header();
        if (header == null) {
            header = encode(baggage);
        }
        if (!header.isEmpty()) {
            setter.set(carrier, BAGGAGE, header);
            counters.injected.increment();
        }
    }

    /** Ends before the first item that exceeds a limit. Others would refuse the whole header for an empty name or value. */
    private String encode(Baggage baggage) {
        StringBuilder header = new StringBuilder(64);
        int count = 0;
        for (int i = 0; i < baggage.size(); i++) {
            if (baggage.name(i).isEmpty() || baggage.value(i).isEmpty()) {
                continue;
            }
            if (count == limits.maxItems()) {
                tooManyItems.increment();
                break;
            }
            int start = header.length();
            header.append(start == 0 ? "" : ",");
            BaggageText.appendName(header, baggage.name(i));
            header.append('=');
            BaggageText.appendValue(header, baggage.value(i));
            if (header.length() > limits.maxBytes()) {
                header.setLength(start);
                tooManyBytes.increment();
                break;
            }
            count++;
        }
        return header.toString();
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        List<String> headers = getter.getAll(carrier, BAGGAGE);
        if (headers.isEmpty() || limits.allowNothing()) {
            return null;
        }
        Baggage baggage = decode(headers.size() == 1 ? headers.get(0) : String.join(",", headers));
        return baggage.isEmpty()
                ? null
                : RemoteSpanContext.withoutTrace().baggage(baggage).build();
    }

    /** Ends before the first item that exceeds a limit; nothing when one before is malformed. */
    private Baggage decode(String header) {
        if (header.isBlank()) {
            return Baggage.EMPTY;
        }
        Baggage.Builder items = new Baggage.Builder();
        int count = 0;
        int bytes = -1;
        int start = 0;
        while (start <= header.length()) {
            int end = HeaderText.indexOf(header, ',', start, header.length());
            if (count == limits.maxItems()) {
                tooManyItems.increment();
                break;
            }
            bytes += 1 + BaggageText.utf8Length(header, start, end);
            if (bytes > limits.maxBytes()) {
                tooManyBytes.increment();
                break;
            }
            if (!decodeItem(header, start, end, items)) {
                counters.malformed.increment();
                return Baggage.EMPTY;
            }
            count++;
            start = end + 1;
        }
        boolean whole = start > header.length();
        if (whole && HeaderText.isPrintable(header, 0, header.length())) {
            items.receivedAs(header);
        }
        return items.build();
    }

    private static boolean decodeItem(String header, int start, int end, Baggage.Builder items) {
        int equals = HeaderText.indexOf(header, '=', start, end);
        if (equals == end) {
            return false;
        }
        String name = decodeTrimmed(header, start, equals);
        String value = decodeTrimmed(header, equals + 1, end);
        if (name.isEmpty() || value.isEmpty()) {
            return false;
        }
        items.put(name, value);
        return true;
    }

    private static String decodeTrimmed(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return BaggageText.decode(text, from, to);
    }
}
