package io.quittance.console.shell;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Shows refusals and failures as pages.
public final class RefusalMappers {

  private static final Logger LOG = Logger.getLogger(RefusalMappers.class);

  @CheckedTemplate(basePath = "shell")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance refusal(Frame frame, String title, String sentence);
  }

  @ServerExceptionMapper
  public Response refused(PageRefusal refusal) {
    return page(refusal.status(), refusal.title(), refusal.sentence());
  }

  @ServerExceptionMapper
  public Response unknown(NotFoundException unknown) {
    return page(404, "Not found", "The console has no such page.");
  }

  @ServerExceptionMapper
  public Response failed(Exception failure) {
    if (failure instanceof WebApplicationException known && known.getResponse().getStatus() < 500) {
      return page(
          known.getResponse().getStatus(), "Refused", "The console does not take this request.");
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "A page failed (%s)", id);
    return page(
        500,
        "This page failed",
        "The console's log has the cause under " + id + ". Tell an operator.");
  }

  static Response page(int status, String title, String sentence) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(Templates.refusal(Frame.bare(title), title, sentence).render())
        .build();
  }
}
