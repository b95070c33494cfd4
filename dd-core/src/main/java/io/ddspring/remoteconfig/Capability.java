/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;

/**
 * What a tracer can be told remotely. The numbers are those of the protocol, where a bit mask holds them; the backend
 * offers and sends only what the mask has.
 */
public enum Capability {
    ASM_ACTIVATION(1),
    ASM_IP_BLOCKING(2),
    ASM_DD_RULES(3),
    ASM_EXCLUSIONS(4),
    ASM_REQUEST_BLOCKING(5),
    ASM_RESPONSE_BLOCKING(6),
    ASM_USER_BLOCKING(7),
    ASM_CUSTOM_RULES(8),
    ASM_CUSTOM_BLOCKING_RESPONSE(9),
    ASM_TRUSTED_IPS(10),
    ASM_API_SECURITY_SAMPLE_RATE(11),
    APM_TRACING_SAMPLE_RATE(12),
    APM_TRACING_LOGS_INJECTION(13),
    APM_TRACING_HTTP_HEADER_TAGS(14),
    APM_TRACING_CUSTOM_TAGS(15),
    ASM_PROCESSOR_OVERRIDES(16),
    ASM_CUSTOM_DATA_SCANNERS(17),
    ASM_EXCLUSION_DATA(18),
    APM_TRACING_ENABLED(19),
    APM_TRACING_DATA_STREAMS_ENABLED(20),
    ASM_RASP_SQLI(21),
    ASM_RASP_LFI(22),
    ASM_RASP_SSRF(23),
    ASM_RASP_SHI(24),
    ASM_RASP_XXE(25),
    ASM_RASP_RCE(26),
    ASM_RASP_NOSQLI(27),
    ASM_RASP_XSS(28),
    APM_TRACING_SAMPLE_RULES(29),
    CSM_ACTIVATION(30),
    ASM_AUTO_USER_INSTRUM_MODE(31),
    ASM_ENDPOINT_FINGERPRINT(32),
    ASM_SESSION_FINGERPRINT(33),
    ASM_NETWORK_FINGERPRINT(34),
    ASM_HEADER_FINGERPRINT(35),
    ASM_TRUNCATION_RULES(36),
    ASM_RASP_CMDI(37),
    APM_TRACING_ENABLE_DYNAMIC_INSTRUMENTATION(38),
    APM_TRACING_ENABLE_EXCEPTION_REPLAY(39),
    APM_TRACING_ENABLE_CODE_ORIGIN(40),
    APM_TRACING_ENABLE_LIVE_DEBUGGING(41),
    ASM_DD_MULTICONFIG(42),
    ASM_TRACE_TAGGING_RULES(43),
    ASM_EXTENDED_DATA_COLLECTION(44),
    APM_TRACING_MULTICONFIG(45),
    FFE_FLAG_CONFIGURATION_RULES(46),
    DATA_STREAMS_TRANSACTION_EXTRACTORS(47),
    APM_TRACING_LLMOBS(48),
    SDK_CONFIGURATION(49);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /** The mask with all of {@code capabilities} as the protocol has it: its bytes, highest first, in Base64. */
    static String mask(Collection<Capability> capabilities) {
        BigInteger mask = BigInteger.ZERO;
        for (Capability capability : capabilities) {
            mask = mask.setBit(capability.bit);
        }
        byte[] signed = mask.toByteArray();
        boolean hasSignByte = signed.length > 1 && signed[0] == 0;
        byte[] bytes = hasSignByte ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
