/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.record.Violations;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** What a client can do: a bit mask, big-endian, as Base64 or as an array of bytes. */
final class Capabilities {
    private static final int MAX_BYTES = 64;

    /** The name of bit 1 and so on; bit 0 is reserved. */
    private static final List<String> NAMES = List.of(
            "ASM_ACTIVATION",
            "ASM_IP_BLOCKING",
            "ASM_DD_RULES",
            "ASM_EXCLUSIONS",
            "ASM_REQUEST_BLOCKING",
            "ASM_RESPONSE_BLOCKING",
            "ASM_USER_BLOCKING",
            "ASM_CUSTOM_RULES",
            "ASM_CUSTOM_BLOCKING_RESPONSE",
            "ASM_TRUSTED_IPS",
            "ASM_API_SECURITY_SAMPLE_RATE",
            "APM_TRACING_SAMPLE_RATE",
            "APM_TRACING_LOGS_INJECTION",
            "APM_TRACING_HTTP_HEADER_TAGS",
            "APM_TRACING_CUSTOM_TAGS",
            "ASM_PROCESSOR_OVERRIDES",
            "ASM_CUSTOM_DATA_SCANNERS",
            "ASM_EXCLUSION_DATA",
            "APM_TRACING_ENABLED",
            "APM_TRACING_DATA_STREAMS_ENABLED",
            "ASM_RASP_SQLI",
            "ASM_RASP_LFI",
            "ASM_RASP_SSRF",
            "ASM_RASP_SHI",
            "ASM_RASP_XXE",
            "ASM_RASP_RCE",
            "ASM_RASP_NOSQLI",
            "ASM_RASP_XSS",
            "APM_TRACING_SAMPLE_RULES",
            "CSM_ACTIVATION",
            "ASM_AUTO_USER_INSTRUM_MODE",
            "ASM_ENDPOINT_FINGERPRINT",
            "ASM_SESSION_FINGERPRINT",
            "ASM_NETWORK_FINGERPRINT",
            "ASM_HEADER_FINGERPRINT",
            "ASM_TRUNCATION_RULES",
            "ASM_RASP_CMDI",
            "APM_TRACING_ENABLE_DYNAMIC_INSTRUMENTATION",
            "APM_TRACING_ENABLE_EXCEPTION_REPLAY",
            "APM_TRACING_ENABLE_CODE_ORIGIN",
            "APM_TRACING_ENABLE_LIVE_DEBUGGING",
            "ASM_DD_MULTICONFIG",
            "ASM_TRACE_TAGGING_RULES",
            "ASM_EXTENDED_DATA_COLLECTION",
            "APM_TRACING_MULTICONFIG",
            "FFE_FLAG_CONFIGURATION_RULES",
            "DATA_STREAMS_TRANSACTION_EXTRACTORS",
            "APM_TRACING_LLMOBS",
            "SDK_CONFIGURATION");

    private Capabilities() {}

    /** The names of what the mask says, by bit; none when it cannot be read. */
    static List<String> names(JsonNode json, Violations violations) {
        byte[] mask = bytes(json);
        if (mask.length == 0 || mask.length > MAX_BYTES) {
            violations.add("client.capabilities is neither Base64 nor an array of bytes, or has none, or too many");
            return List.of();
        }
        violations.check(mask.length == 1 || mask[0] != 0, "client.capabilities starts with bytes that are 0");
        BigInteger bits = new BigInteger(1, mask);
        return IntStream.range(0, bits.bitLength())
                .filter(bits::testBit)
                .mapToObj(bit -> name(bit, violations))
                .toList();
    }

    private static String name(int bit, Violations violations) {
        if (bit > 0 && bit <= NAMES.size()) {
            return NAMES.get(bit - 1);
        }
        violations.add("client.capabilities has bit " + bit + ", which means nothing");
        return "bit " + bit;
    }

    private static byte[] bytes(JsonNode json) {
        if (json.isTextual()) {
            try {
                return Base64.getDecoder().decode(json.asText());
            } catch (IllegalArgumentException notBase64) {
                return new byte[0];
            }
        }
        if (json.size() > MAX_BYTES) {
            return new byte[0];
        }
        byte[] bytes = new byte[json.size()];
        for (int i = 0; i < bytes.length; i++) {
            JsonNode element = json.path(i);
            if (!element.canConvertToInt() || element.asInt() < 0 || element.asInt() > 255) {
                return new byte[0];
            }
            bytes[i] = (byte) element.asInt();
        }
        return bytes;
    }
}
