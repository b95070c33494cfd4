/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.TracerVersion;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import io.ddspring.config.Secrets;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.sampling.SamplingKeys;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line in which a tracer tells at its start how it is configured: {@code DATADOG TRACER CONFIGURATION} and a JSON
 * object with the names that support staff and tools look for. Secrets are not in it.
 */
public final class StartupLog {
    private static final Logger LOG = LoggerFactory.getLogger(StartupLog.class);
    private static final String UNIX_SCHEME = "unix://";

    private StartupLog() {}

    /**
     * Logs the line at INFO, unless {@code dd.trace.startup-logs} is off.
     *
     * @param agentUrl address of the Agent
     * @param runtimeId identity of this process
     * @param more further facts by name, for example of products; texts, numbers and booleans
     * @return whether it is in the log now
     */
    public static boolean write(Configuration configuration, String agentUrl, String runtimeId, Map<String, ?> more) {
        if (configuration.get(TracerKeys.STARTUP_LOGS) && LOG.isInfoEnabled()) {
            LOG.info("{}", line(configuration, agentUrl, runtimeId, more));
            return true;
        }
        return false;
    }

    static String line(Configuration configuration, String agentUrl, String runtimeId, Map<String, ?> more) {
        Map<String, Object> facts = platform();
        addSettings(configuration, facts);
        facts.put("agent_url", agentUrl);
        if (agentUrl.startsWith(UNIX_SCHEME)) {
            facts.put("agent_unix_domain_socket", agentUrl.substring(UNIX_SCHEME.length()));
        }
        facts.put("runtime_id", runtimeId);
        facts.putAll(more);
        return "DATADOG TRACER CONFIGURATION " + json(facts);
    }

    private static Map<String, Object> platform() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", TracerVersion.current());
        facts.put("os_name", System.getProperty("os.name", ""));
        facts.put("os_version", System.getProperty("os.version", ""));
        facts.put("architecture", System.getProperty("os.arch", ""));
        facts.put("lang", "jvm");
        facts.put("lang_version", System.getProperty("java.version", ""));
        facts.put("jvm_vendor", System.getProperty("java.vendor", ""));
        facts.put("jvm_version", System.getProperty("java.vm.version", ""));
        return facts;
    }

    private static void addSettings(Configuration configuration, Map<String, Object> facts) {
        TracerSettings settings = TracerSettings.from(configuration);
        facts.put("enabled", configuration.get(TracerKeys.ENABLED));
        facts.put("service", settings.service());
        if (!settings.env().isEmpty()) {
            facts.put("env", settings.env());
        }
        facts.put("dd_version", settings.version());
        facts.put("debug", configuration.get(TracerKeys.DEBUG));
        facts.put("trace_propagation_style_extract", styles(configuration, PropagationKeys.STYLE_EXTRACT));
        facts.put("trace_propagation_style_inject", styles(configuration, PropagationKeys.STYLE_INJECT));
        if (configuration.isSet(TracerKeys.SAMPLE_RATE)) {
            facts.put("sample_rate", configuration.get(TracerKeys.SAMPLE_RATE));
        }
        if (configuration.isSet(SamplingKeys.RULES)) {
            facts.put("sampling_rules", configuration.shownText(SamplingKeys.RULES));
        }
        facts.put("priority_sampling_enabled", true);
        facts.put("logs_correlation_enabled", configuration.get(TracerKeys.LOGS_INJECTION));
        facts.put("partial_flush_min_spans", settings.partialFlushMinSpans());
        if (!configuration.problems().isEmpty()) {
            facts.put("configuration_problems", configuration.problems().size());
        }
    }

    private static String styles(Configuration configuration, ConfigKey<List<String>> direction) {
        return String.join(",", configuration.get(configuration.isSet(direction) ? direction : PropagationKeys.STYLE));
    }

    private static String json(Map<String, Object> facts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                if (fact.getValue() instanceof Number || fact.getValue() instanceof Boolean) {
                    json.writeObject(fact.getValue());
                } else {
                    json.writeString(Secrets.mask(fact.getKey(), String.valueOf(fact.getValue())));
                }
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
