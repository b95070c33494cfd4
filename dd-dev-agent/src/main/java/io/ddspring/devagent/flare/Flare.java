/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.flare;

import java.util.List;

/**
 * A flare as it came.
 *
 * @param number counts all since the start
 * @param zip the archive; its entries are not unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // Flares are never compared.
record Flare(
        int number,
        long timeMillis,
        String caseId,
        String hostname,
        String email,
        String source,
        byte[] zip,
        List<ZipListing.Entry> entries) {
    private static final int ENTRY_BYTES = 100;

    /** Memory that it takes. */
    long bytes() {
        long bytes = zip.length + 2L * (caseId.length() + hostname.length() + email.length() + source.length());
        for (ZipListing.Entry entry : entries) {
            bytes += ENTRY_BYTES + 2L * entry.name().length();
        }
        return bytes;
    }
}
