/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.Tracer;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ConcreteContextObservationHandlerCompatibilityKit;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.mock.http.client.MockClientHttpRequest;

/** What Micrometer asks of every handler of one kind of observations. */
class ClientRequestObservationsKitTest
        extends ConcreteContextObservationHandlerCompatibilityKit<ClientRequestObservationContext> {
    @Override
    public ObservationHandler<ClientRequestObservationContext> handler() {
        return new ClientRequestObservations(
                new MicrometerTracer(Tracer.noop(), List.of(), span -> {}), request -> null);
    }

    @Override
    public ClientRequestObservationContext context() {
        return new ClientRequestObservationContext(new MockClientHttpRequest(HttpMethod.GET, "/users/7"));
    }
}
