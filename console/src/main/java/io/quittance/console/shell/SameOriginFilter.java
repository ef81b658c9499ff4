package io.quittance.console.shell;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses what another site's page makes a browser send: everything but reading must come from the
/// console's own pages.
public final class SameOriginFilter {

  private final String origin;

  /// @param origin scheme, host and port under which browsers reach the console
  public SameOriginFilter(@ConfigProperty(name = "quittance.console.origin") String origin) {
    this.origin = origin;
  }

  @ServerRequestFilter(preMatching = true)
  public Optional<Response> filter(ContainerRequestContext request) {
    boolean reads =
        request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    String site = request.getHeaderString("Sec-Fetch-Site");
    boolean own =
        origin.equals(request.getHeaderString("Origin"))
            && (site == null || site.equals("same-origin"));
    return reads || own
        ? Optional.empty()
        : Optional.of(
            RefusalMappers.page(
                403,
                "Not from this console",
                "Forms count only from the console's own pages, at " + origin + "."));
  }
}
