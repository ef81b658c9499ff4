package io.quittance.console.review;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quittance.console.remote.Answer;
import io.quittance.console.remote.Service;
import io.quittance.console.remote.Services;
import io.quittance.console.review.ReviewPages.CasePage;
import io.quittance.console.review.ReviewPages.CheckPage;
import io.quittance.console.review.ReviewPages.QueuePage;
import io.quittance.console.review.ReviewPages.Row;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.CurrentPerson;
import io.quittance.console.shell.Formats;
import io.quittance.console.shell.Frame;
import io.quittance.console.shell.PageRefusal;
import io.quittance.console.shell.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Shows the queue of cases and one case, and concludes it for a person.
@Path("/reviews")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ReviewResource {

  private static final String ROUTE = "/v1/reviews";
  private static final int SIZE = 50;

  private final Services services;
  private final CurrentPerson current;
  private final Clock clock = Clock.systemUTC();

  ReviewResource(Services services, CurrentPerson current) {
    this.services = services;
    this.current = current;
  }

  @CheckedTemplate(basePath = "review")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance queue(QueuePage page, Frame frame);

    static native TemplateInstance item(CasePage page, Frame frame);

    static native TemplateInstance check(CheckPage page, Frame frame);
  }

  @GET
  public TemplateInstance queue(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
      @QueryParam("after") @Nullable String after) {
    Person person = current.who(Access.REVIEWS);
    String wanted = kind == null ? "" : kind;
    boolean concluded = "concluded".equals(status);
    String query =
        "?status="
            + (concluded ? "concluded" : "open")
            + (wanted.isEmpty() ? "" : "&kind=" + Services.part(wanted));
    Queue.Cases cases =
        PageRefusal.orRefuse(
            services
                .get(
                    Service.SCORING,
                    ROUTE + query + "&limit=" + SIZE + after(after),
                    current.token(),
                    Queue.Cases.class)
                .join());
    Instant now = clock.instant();
    QueuePage page =
        new QueuePage(
            cases.reviews().stream().map(item -> Row.of(item, now)).toList(),
            wanted,
            concluded,
            cases.next() == null ? "" : "/reviews" + query + after(cases.next()));
    return Templates.queue(page, Frame.of("Cases", person, Access.REVIEWS));
  }

  @GET
  @Path("/{id}")
  public TemplateInstance item(@PathParam("id") String id) {
    Person person = current.who(Access.REVIEWS);
    return shown(person, found(id), ConclusionForm.EMPTY, null);
  }

  /// Shows what will be recorded; with `confirmed`, records it.
  @POST
  @Path("/{id}")
  public Response conclude(
      @PathParam("id") String id,
      @FormParam("verdict") @Nullable String verdict,
      @FormParam("reason") @Nullable String reason,
      @FormParam("action") @Nullable String action,
      @FormParam("offer") @Nullable String offer,
      @FormParam("confirmed") @Nullable String confirmed) {
    Person person = current.who(Access.CONCLUDE);
    Queue.Case item = found(id);
    ConclusionForm form = ConclusionForm.of(verdict, reason, action, offer);
    String error = form.error(item.kind()).orElse(null);
    if (error != null) {
      return page(422, shown(person, item, form, error));
    } else if (confirmed == null) {
      CheckPage check = new CheckPage(item, form);
      return page(200, Templates.check(check, frame(item, person)));
    }
    Answer<byte[]> done =
        services
            .post(
                Service.SCORING,
                ROUTE + "/" + Services.part(id) + "/conclusion",
                current.token(),
                form.body(),
                byte[].class)
            .join();
    return switch (done) {
      case Answer.Given<byte[]> _ ->
          Response.seeOther(URI.create("/reviews/" + Services.part(id))).build();
      case Answer.Refused<byte[]> no when no.status() == 409 ->
          page(
              409,
              shown(
                  person,
                  found(id),
                  form,
                  "It was concluded otherwise in the meantime, as below. Yours was not recorded."));
      case Answer.Refused<byte[]> no -> page(422, shown(person, item, form, no.detail()));
      case Answer.Failed<byte[]> down ->
          page(
              503,
              shown(
                  person,
                  item,
                  form,
                  down.detail()
                      + " Send it again: if it was recorded, the same conclusion changes nothing."));
    };
  }

  private TemplateInstance shown(
      Person person, Queue.Case item, ConclusionForm form, @Nullable String notice) {
    CasePage page =
        new CasePage(
            person,
            item,
            Formats.age(item.age(clock.instant())),
            item.isOpen() && person.may(Access.CONCLUDE),
            form,
            notice);
    return Templates.item(page, frame(item, person));
  }

  private static Frame frame(Queue.Case item, Person person) {
    return Frame.of("Case: " + item.kind() + ", " + item.accountId(), person, Access.REVIEWS);
  }

  private Queue.Case found(String id) {
    return PageRefusal.orRefuse(
        services
            .get(
                Service.SCORING, ROUTE + "/" + Services.part(id), current.token(), Queue.Case.class)
            .join());
  }

  private static String after(@Nullable String after) {
    return after == null ? "" : "&after=" + Services.part(after);
  }

  private static Response page(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }
}
