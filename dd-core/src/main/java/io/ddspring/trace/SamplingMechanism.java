/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** What took the sampling decision: the number behind the dash in {@code _dd.p.dm}. */
public final class SamplingMechanism {
    /** No rate was known. */
    public static final int DEFAULT = 0;
    /** A rate the Agent gave for the service. */
    public static final int AGENT_RATE = 1;
    /** A local rule or {@code dd.trace.sample-rate}. */
    public static final int LOCAL_RULE = 3;
    /** {@code manual.keep} or {@code manual.drop}. */
    public static final int MANUAL = 4;
    /** AppSec found an attack. */
    public static final int APPSEC = 5;
    /** A rule for single spans; no decision on a trace. */
    public static final int SINGLE_SPAN = 8;
    /** A share of what came in by OTLP. */
    public static final int OTLP_INGEST = 9;
    /** Data jobs monitoring wants it. */
    public static final int DATA_JOBS = 10;
    /** A remote rule that a person made. */
    public static final int REMOTE_USER_RULE = 11;
    /** A remote rule that Datadog made. */
    public static final int REMOTE_DYNAMIC_RULE = 12;
    /** AI Guard found an attack. */
    public static final int AI_GUARD = 13;

    private SamplingMechanism() {}
}
