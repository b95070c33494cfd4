/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the client knew after a request. Immutable.
 *
 * @param products whose configurations were asked for, by name
 * @param capabilities what they can do together
 * @param targetsVersion version of the list that was taken over without error last; 0 before the first
 * @param configs the configurations that products have
 * @param lastPoll when the request was sent; null before the first
 * @param lastResult what became of it, for people
 * @param failures requests in a row that have failed
 * @param failingSince when the first of these failed; null when there are none
 */
public record PollStatus(
        List<String> products,
        Set<Capability> capabilities,
        long targetsVersion,
        List<Config> configs,
        @Nullable Instant lastPoll,
        String lastResult,
        int failures,
        @Nullable Instant failingSince) {
    static final PollStatus NONE =
            new PollStatus(List.of(), EnumSet.noneOf(Capability.class), 0, List.of(), null, "not yet", 0, null);

    /**
     * A configuration that a product has.
     *
     * @param applyError why the product could not take it; empty when it could
     * @param since when it was given to the product
     */
    public record Config(RemoteConfigPath path, long version, String applyError, Instant since) {}

    static PollStatus of(
            Collection<RemoteConfigProduct> products,
            List<KnownConfigs> known,
            @Nullable Instant lastPoll,
            String result,
            int failures,
            @Nullable Instant failingSince) {
        return new PollStatus(
                products.stream().map(RemoteConfigProduct::name).sorted().toList(),
                PollRequest.capabilities(products),
                known.stream().mapToLong(KnownConfigs::targetsVersion).max().orElse(0),
                known.stream()
                        .flatMap(each -> each.all().stream())
                        .map(config ->
                                new Config(config.path(), config.file().version(), config.applyError(), config.since()))
                        .toList(),
                lastPoll,
                result,
                failures,
                failingSince);
    }
}
