package io.quittance.console.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quittance.console.remote.Service;
import io.quittance.console.remote.Services;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.CurrentPerson;
import io.quittance.console.shell.Frame;
import io.quittance.console.shell.PageRefusal;
import io.quittance.console.shell.Person;
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

/// Shows an account.
@Path("/accounts")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class AccountResource {

  private final Services services;
  private final CurrentPerson current;

  AccountResource(Services services, CurrentPerson current) {
    this.services = services;
    this.current = current;
  }

  @CheckedTemplate(basePath = "account")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance find(Frame frame);

    static native TemplateInstance account(AccountPage page, Frame frame);
  }

  /// Asks for the id of an account, or goes to the one that was asked for.
  @GET
  public Object find(@QueryParam("id") @Nullable String id) {
    Person person = current.who(Access.ACCOUNTS);
    return id == null || id.isBlank()
        ? Templates.find(Frame.of("Accounts", person, Access.ACCOUNTS))
        : Response.seeOther(URI.create("/accounts/" + Services.part(id.strip()))).build();
  }

  @GET
  @Path("/{id}")
  public TemplateInstance account(@PathParam("id") String id) {
    Person person = current.who(Access.ACCOUNTS);
    String part = Services.part(id);
    var summary =
        services.get(
            Service.SCORING, "/v1/accounts/" + part, current.token(), AccountPage.Summary.class);
    var cases =
        services.get(
            Service.SCORING,
            "/v1/reviews?limit=50&accountId=" + part,
            current.token(),
            AccountPage.Cases.class);
    AccountPage page = AccountPage.of(PageRefusal.orRefuse(summary.join()), cases.join());
    return Templates.account(page, Frame.of("Account " + id, person, Access.ACCOUNTS));
  }
}
