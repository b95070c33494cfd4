/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.util.List;
import java.util.function.Supplier;

/**
 * Who asks for configurations. Immutable, except for what the suppliers find out while the application runs.
 *
 * @param id random, of this client; another one than the process'
 * @param runtimeId of the process, as in its traces
 * @param tracerVersion in the form of <a href="https://semver.org">semantic versioning</a>
 * @param service normalised like the value of a tag
 * @param env normalised; may be empty
 * @param version of the application, normalised; may be empty
 * @param tags entries {@code key:value}; called before every request
 * @param extraServices other names under which spans appear; called before every request
 * @param processTags entries {@code key:value}; called before every request
 */
public record ClientIdentity(
        String id,
        String runtimeId,
        String tracerVersion,
        String service,
        String env,
        String version,
        Supplier<List<String>> tags,
        Supplier<List<String>> extraServices,
        Supplier<List<String>> processTags) {}
