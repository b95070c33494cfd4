/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.spi.TracedRequest;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ConcreteContextObservationHandlerCompatibilityKit;
import java.util.List;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What Micrometer asks of every handler of one kind of observations. */
class ServerRequestObservationsKitTest
        extends ConcreteContextObservationHandlerCompatibilityKit<ServerRequestObservationContext> {
    @Override
    public ObservationHandler<ServerRequestObservationContext> handler() {
        return new ServerRequestObservations(new MicrometerTracer(Tracer.noop(), List.of(), span -> {}));
    }

    @Override
    public ServerRequestObservationContext context() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        TracedRequest traced = Span::noop;
        request.setAttribute(TracedRequest.ATTRIBUTE, traced);
        return new ServerRequestObservationContext(request, new MockHttpServletResponse());
    }
}
