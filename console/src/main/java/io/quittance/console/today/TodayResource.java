package io.quittance.console.today;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quittance.console.model.Registered;
import io.quittance.console.remote.Answer;
import io.quittance.console.remote.Service;
import io.quittance.console.remote.Services;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.CurrentPerson;
import io.quittance.console.shell.Frame;
import io.quittance.console.shell.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Shows the first page. Its panels are asked for side by side; a service that does not answer
/// costs one panel.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class TodayResource {

  private final Services services;
  private final CurrentPerson current;
  private final Clock clock = Clock.systemUTC();

  TodayResource(Services services, CurrentPerson current) {
    this.services = services;
    this.current = current;
  }

  @CheckedTemplate(basePath = "today")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance today(Today page, Frame frame);
  }

  @GET
  public TemplateInstance today() {
    Person person = current.who(Access.TODAY);
    Instant now = clock.instant();
    var cases =
        ask(
            person,
            Access.REVIEWS,
            Service.SCORING,
            "/v1/reviews?status=open&limit=200",
            Reported.Cases.class);
    var models =
        ask(person, Access.MODELS, Service.REGISTRY, "/v1/models?size=20", Registered.Models.class);
    var serving =
        ask(person, Access.MODELS, Service.SCORING, "/v1/model", Registered.Serving.class);
    var drift = ask(person, Access.QUALITY, Service.FEEDBACK, "/v1/drift", Reported.Drift.class);
    var jobs =
        ask(person, Access.QUALITY, Service.RETRAINING, "/v1/jobs?size=20", Reported.Jobs.class);
    Today page =
        new Today(
            Frame.of("Today", person, Access.TODAY),
            now,
            cases == null ? null : cases.join().map(open -> Today.CasePanel.of(open, now)),
            models == null ? null : panels(models.join(), serving, now),
            drift == null ? null : drift.join().map(Today::drift),
            jobs == null
                ? null
                : jobs.join()
                    .map(
                        newest ->
                            newest.items().stream().filter(Reported.Job::isRunning).toList()));
    return Templates.today(page, page.frame());
  }

  private Answer<List<Today.ModelPanel>> panels(
      Answer<Registered.Models> models,
      @Nullable CompletableFuture<Answer<Registered.Serving>> serving,
      Instant now) {
    return models.map(
        known -> {
          List<CompletableFuture<Answer<Registered.Versions>>> waiting =
              known.items().stream().map(this::waiting).toList();
          List<Today.ModelPanel> panels = new ArrayList<>();
          for (int i = 0; i < known.items().size(); i++) {
            Registered.Model model = known.items().get(i);
            panels.add(
                new Today.ModelPanel(
                    model.name(),
                    Today.ModelPanel.serves(model, serving == null ? null : serving.join(), now),
                    waiting.get(i).join()));
          }
          return panels;
        });
  }

  private CompletableFuture<Answer<Registered.Versions>> waiting(Registered.Model model) {
    return services.get(
        Service.REGISTRY,
        "/v1/models/" + Services.part(model.name()) + "/versions?state=validated&size=20",
        current.token(),
        Registered.Versions.class);
  }

  /// Returns null when the panel is not for this person.
  private <T> @Nullable CompletableFuture<Answer<T>> ask(
      Person person, Access access, Service service, String path, Class<T> type) {
    return person.may(access) ? services.get(service, path, current.token(), type) : null;
  }
}
