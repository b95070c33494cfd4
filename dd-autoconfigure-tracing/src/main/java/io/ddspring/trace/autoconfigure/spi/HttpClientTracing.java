/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Makes Spring's HTTP clients trace their calls. Thread-safe; equipping the same client twice does nothing. */
public interface HttpClientTracing {
    /** Has every client that {@code builder} builds from now on trace its calls. */
    void equip(RestClient.Builder builder);

    /** Has {@code template} trace its calls. */
    void equip(RestTemplate template);
}
