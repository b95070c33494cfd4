/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
@Import(ContractEndpoints.class)
class ContractApplication {
    @Bean
    RestClient restClient(RestClient.Builder builder) {
        return builder.defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    @Bean
    RestTemplate restTemplate(RestTemplateBuilder builder) {
        return builder.errorHandler(response -> false).build();
    }
}
