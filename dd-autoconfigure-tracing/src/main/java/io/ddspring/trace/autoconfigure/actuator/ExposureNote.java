/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says once how to see the endpoint of an application that does not expose it. */
final class ExposureNote implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ExposureNote.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        LOG.info("The actuator endpoint 'datadog' is not exposed; to see it add it to"
                + " management.endpoints.web.exposure.include, for example: health,datadog");
    }
}
