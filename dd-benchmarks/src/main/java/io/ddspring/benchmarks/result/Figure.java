/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import java.util.List;

/** Names of what is measured, as they stand in the file of results; those of an endpoint begin with its path. */
public final class Figure {
    public static final List<String> ENDPOINTS = List.of("/ping", "/users/{id}", "/orders/{id}");

    /** Time of an operation of a hot path. */
    public static final String NANOS = "ns/op";
    /** Bytes that an operation of a hot path allocates. */
    public static final String ALLOCATED_BYTES_PER_OPERATION = "B/op";

    public static final String START_WALL_SECONDS = "start, wall s";
    public static final String START_CPU_SECONDS = "start, CPU s";
    public static final String START_CLASSES = "start, classes";

    public static final String CPU_MICROS = "CPU µs/request";
    public static final String REQUESTS_PER_SECOND = "requests/s";
    public static final String P99_MILLIS = "p99 ms";
    public static final String ALLOCATED_BYTES = "allocated B/request";
    public static final String TRACE_BYTES = "trace B/request";
    public static final String SPANS = "spans/request";
    /** The generator's own. */
    public static final String GENERATOR_CPU_MICROS = "generator CPU µs/request";

    public static final String RESIDENT_MEGABYTES = "resident MB";
    public static final String LIVE_HEAP_MEGABYTES = "live heap MB";
    /** Threads whose names say that they are ours. */
    public static final String DD_THREADS = "threads named dd-";

    private Figure() {}

    /** The figure's name for one endpoint. */
    public static String of(String endpoint, String figure) {
        return endpoint + ", " + figure;
    }
}
