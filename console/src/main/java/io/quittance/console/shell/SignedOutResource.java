package io.quittance.console.shell;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Shows the page after signing out.
@Path("/signed-out")
@Produces(MediaType.TEXT_HTML)
public class SignedOutResource {

  @CheckedTemplate(basePath = "shell")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance signedOut(Frame frame);
  }

  @GET
  public TemplateInstance signedOut() {
    return Templates.signedOut(Frame.bare("Signed out"));
  }
}
