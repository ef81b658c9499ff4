package io.quittance.console.decision;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quittance.console.decision.DecisionPage.Explanation;
import io.quittance.console.remote.Service;
import io.quittance.console.remote.Services;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.CurrentPerson;
import io.quittance.console.shell.Frame;
import io.quittance.console.shell.PageRefusal;
import io.quittance.console.shell.Person;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Shows a decision.
@Path("/decisions")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class DecisionResource {

  private final Services services;
  private final CurrentPerson current;

  DecisionResource(Services services, CurrentPerson current) {
    this.services = services;
    this.current = current;
  }

  @CheckedTemplate(basePath = "decision")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance find(Frame frame);

    static native TemplateInstance decision(DecisionPage page, Frame frame);
  }

  /// Asks for the id of a decision, or goes to the one that was asked for.
  @GET
  public Object find(@QueryParam("id") @Nullable String id) {
    Person person = current.who(Access.DECISIONS);
    return id == null || id.isBlank()
        ? Templates.find(Frame.of("Decisions", person, Access.DECISIONS))
        : Response.seeOther(URI.create("/decisions/" + Services.part(id.strip()))).build();
  }

  @GET
  @Path("/{id}")
  public TemplateInstance decision(@PathParam("id") String id) {
    Person person = current.who(Access.DECISIONS);
    String path = "/v1/decisions/" + Services.part(id);
    var stored = services.get(Service.SCORING, path, current.token(), byte[].class);
    var features =
        person.may(Access.EXPLANATIONS)
            ? services.get(
                Service.SCORING, path + "/explanation", current.token(), Explanation.class)
            : null;
    DecisionMade decision =
        EventCodec.read(PageRefusal.orRefuse(stored.join()), DecisionMade.class);
    DecisionPage page =
        DecisionPage.of(
            decision,
            features == null || decision.degraded() ? null : features.join(),
            person.may(Access.MODELS));
    return Templates.decision(
        page, Frame.of("Decision about " + decision.accountId(), person, Access.DECISIONS));
  }
}
