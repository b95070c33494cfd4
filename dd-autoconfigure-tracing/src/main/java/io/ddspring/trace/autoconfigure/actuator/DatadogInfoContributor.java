/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.agent.TracerVersion;
import io.ddspring.config.TracerSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Tells under {@code datadog} which service this is and which version of the library it uses. */
final class DatadogInfoContributor implements InfoContributor {
    private final TracerSettings settings;

    DatadogInfoContributor(TracerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tracer-version", TracerVersion.current());
        facts.put("service", settings.service());
        facts.put("env", settings.env());
        facts.put("version", settings.version());
        builder.withDetail("datadog", facts);
    }
}
