/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What holds for every request that an extractor is given, however strange it is. */
final class Fuzzing {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LEAST_BYTES = 256 * 1024;
    private static final int BYTES_PER_CHARACTER = 64;
    private static final BaggageLimits LIMITS = new BaggageLimits(64, 8192);

    static final PropagationCounters COUNTERS = new PropagationCounters();
    static final Propagator DATADOG =
            new DatadogPropagator(512, new OtBaggageHeaders(LIMITS), COUNTERS.style("datadog"));
    static final Propagator W3C = new W3cPropagator(COUNTERS.style("tracecontext"));
    static final Propagator B3 = new B3SinglePropagator(true, COUNTERS.style("b3"));
    static final Propagator B3_MULTI = new B3MultiPropagator(false, COUNTERS.style("b3multi"));
    static final Propagator BAGGAGE = new BaggagePropagator(LIMITS, COUNTERS);

    private static final List<Propagator> ALL = List.of(DATADOG, W3C, B3, B3_MULTI, BAGGAGE);

    private Fuzzing() {}

    /**
     * No exception escapes, reading again gives the same, memory is bounded by the size of the request, and what was read
     * can be written by every style into headers that are legal.
     */
    static void check(Propagator propagator, Headers request) {
        RemoteSpanContext first = propagator.extract(request, Headers.GETTER);
        long before = allocated();
        RemoteSpanContext found = propagator.extract(request, Headers.GETTER);
        long afterOne = allocated();
        propagator.extract(request, Headers.GETTER);
        // What the virtual machine allocates on its own account, to load a class for example, it does not do twice.
        long allocated = Math.min(afterOne - before, allocated() - afterOne);

        assertThat(found).isEqualTo(first);
        assertThat(allocated).isLessThan(LEAST_BYTES + (long) BYTES_PER_CHARACTER * request.size());
        if (found == null) {
            return;
        }
        Headers sentOn = new Headers();
        for (Propagator any : ALL) {
            any.inject(found, sentOn, Headers.SETTER);
        }
        for (String name : Headers.GETTER.names(sentOn)) {
            assertThat(HeaderText.isPrintable(
                            sentOn.first(name), 0, sentOn.first(name).length()))
                    .as(name)
                    .isTrue();
        }
        assertThat(sentOn.size()).isLessThan(32 * 1024 + request.size());
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
