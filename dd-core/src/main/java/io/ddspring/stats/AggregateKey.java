/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.List;

/**
 * What the spans of one group have in common. Filled for each span and looked up; only a key that is new is kept, and is
 * not changed from then on. Absent texts are empty.
 */
final class AggregateKey {
    long bucketStartNanos;
    String service = "";
    String operation = "";
    String resource = "";
    String type = "";
    String spanKind = "";
    String serviceSource = "";
    String httpMethod = "";
    String httpEndpoint = "";
    String grpcStatus = "";
    int httpStatus;
    boolean synthetics;
    boolean traceRoot;
    List<String> peerTags = List.of();
    List<String> additionalTags = List.of();

    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateKey key
                && bucketStartNanos == key.bucketStartNanos
                && httpStatus == key.httpStatus
                && synthetics == key.synthetics
                && traceRoot == key.traceRoot
                && resource.equals(key.resource)
                && service.equals(key.service)
                && operation.equals(key.operation)
                && type.equals(key.type)
                && spanKind.equals(key.spanKind)
                && serviceSource.equals(key.serviceSource)
                && httpMethod.equals(key.httpMethod)
                && httpEndpoint.equals(key.httpEndpoint)
                && grpcStatus.equals(key.grpcStatus)
                && peerTags.equals(key.peerTags)
                && additionalTags.equals(key.additionalTags);
    }

    /** Of the parts that usually differ; without garbage. */
    @Override
    public int hashCode() {
        int hash = Long.hashCode(bucketStartNanos);
        hash = 31 * hash + resource.hashCode();
        hash = 31 * hash + operation.hashCode();
        hash = 31 * hash + service.hashCode();
        hash = 31 * hash + httpEndpoint.hashCode();
        hash = 31 * hash + peerTags.hashCode();
        hash = 31 * hash + additionalTags.hashCode();
        hash = 31 * hash + httpStatus;
        return 31 * hash + (traceRoot ? 1 : 0);
    }

    @Override
    public String toString() {
        return operation + " " + resource;
    }
}
