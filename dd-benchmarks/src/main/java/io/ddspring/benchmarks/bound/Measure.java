/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.bound;

import io.ddspring.benchmarks.result.Distribution;
import io.ddspring.benchmarks.result.Samples;
import java.util.Comparator;
import java.util.List;

/** How a bound's value is computed from the samples of one run. */
enum Measure {
    /** The figure itself. */
    VALUE {
        @Override
        Distribution of(Samples samples, String figure, String subject, List<String> bases) {
            return samples.of(figure, subject);
        }
    },

    /** By the base's. */
    RATIO {
        @Override
        Distribution of(Samples samples, String figure, String subject, List<String> bases) {
            return samples.ratio(figure, subject, bases.get(0));
        }
    },

    /** Without the base's. */
    DIFFERENCE {
        @Override
        Distribution of(Samples samples, String figure, String subject, List<String> bases) {
            return samples.difference(figure, subject, bases.get(0));
        }
    },

    /** What it adds to the first base, by what that of the other bases adds that adds least. */
    SHARE_OF_ADDITION {
        @Override
        Distribution of(Samples samples, String figure, String subject, List<String> bases) {
            String base = bases.get(0);
            String best = bases.stream()
                    .skip(1)
                    .min(Comparator.comparingDouble(
                            peer -> samples.ratio(figure, peer, base).median()))
                    .orElseThrow();
            return samples.ratioOfAdditions(figure, subject, best, base);
        }
    };

    abstract Distribution of(Samples samples, String figure, String subject, List<String> bases);
}
