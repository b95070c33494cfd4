/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says once how to see the endpoint of an application that neither exposes it nor switched it off. */
final class ExposureNote implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ExposureNote.class);
    private static final EndpointId ENDPOINT = EndpointId.of("datadog");

    private final ObjectProvider<EndpointAccessResolver> access;

    ExposureNote(ObjectProvider<EndpointAccessResolver> access) {
        this.access = access;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        EndpointAccessResolver resolver = access.getIfAvailable();
        if (resolver != null && resolver.accessFor(ENDPOINT, Access.READ_ONLY) != Access.NONE) {
            LOG.info("The actuator endpoint 'datadog' is not exposed; to see it add it to"
                    + " management.endpoints.web.exposure.include, for example: health,datadog");
        }
    }
}
