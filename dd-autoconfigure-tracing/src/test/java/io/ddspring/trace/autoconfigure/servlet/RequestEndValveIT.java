/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequestListener;
import org.apache.catalina.Context;
import org.apache.catalina.Globals;
import org.apache.catalina.Pipeline;
import org.apache.catalina.WebResourceRoot;
import org.junit.jupiter.api.Test;

class RequestEndValveIT {
    @Test
    void tomcat_has_no_listener_that_would_cost_an_event_for_each_attribute() {
        try (RunningShop shop = RunningShop.start()) {
            assertThat(application(shop).getApplicationEventListeners())
                    .noneMatch(ServletRequestListener.class::isInstance);
        }
    }

    @Test
    void the_valve_leaves_together_with_the_application() {
        Pipeline host;
        try (RunningShop shop = RunningShop.start()) {
            host = application(shop).getParent().getPipeline();
            assertThat(host.getValves()).hasAtLeastOneElementOfType(RequestEndValve.class);
        }
        assertThat(host.getValves()).doesNotHaveAnyElementsOfTypes(RequestEndValve.class);
    }

    private static Context application(RunningShop shop) {
        return ((WebResourceRoot) shop.container().getAttribute(Globals.RESOURCES_ATTR)).getContext();
    }
}
