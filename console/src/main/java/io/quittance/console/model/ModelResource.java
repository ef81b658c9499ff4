package io.quittance.console.model;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quittance.console.model.ModelPages.ConfirmPage;
import io.quittance.console.model.ModelPages.ModelList;
import io.quittance.console.model.ModelPages.Shown;
import io.quittance.console.model.ModelPages.VersionPage;
import io.quittance.console.remote.Answer;
import io.quittance.console.remote.Service;
import io.quittance.console.remote.Services;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.CurrentPerson;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Shows models and versions, and does with them what a person confirms.
@Path("/models")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ModelResource {

  private static final int MOST_REASON = 1_000;

  private final Services services;
  private final CurrentPerson current;

  ModelResource(Services services, CurrentPerson current) {
    this.services = services;
    this.current = current;
  }

  @CheckedTemplate(basePath = "model")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance models(ModelList page, Frame frame);

    static native TemplateInstance version(VersionPage page, Frame frame);

    static native TemplateInstance confirm(ConfirmPage page, Frame frame);
  }

  @GET
  public TemplateInstance models() {
    Person person = current.who(Access.MODELS);
    List<Registered.Model> models =
        PageRefusal.orRefuse(get("/v1/models?size=50", Registered.Models.class).join()).items();
    List<CompletableFuture<Answer<Registered.Versions>>> versions =
        models.stream()
            .map(model -> get(path(model.name()) + "/versions?size=20", Registered.Versions.class))
            .toList();
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      shown.add(new Shown(models.get(i), versions.get(i).join()));
    }
    ModelList page = new ModelList(Frame.of("Models", person, Access.MODELS), shown);
    return Templates.models(page, page.frame());
  }

  @GET
  @Path("/{name}/{version:\\d{1,9}}")
  public TemplateInstance version(
      @PathParam("name") String name, @PathParam("version") int version) {
    return show(current.who(Access.MODELS), name, version, null);
  }

  @GET
  @Path("/{name}/{version:\\d{1,9}}/{act}")
  public TemplateInstance ask(
      @PathParam("name") String name,
      @PathParam("version") int version,
      @PathParam("act") String act) {
    Act.Kind kind = kind(act);
    Person person = current.who(kind.access());
    return confirm(person, found(name, version), kind, null, "");
  }

  @POST
  @Path("/{name}/{version:\\d{1,9}}/{act}")
  public Response act(
      @PathParam("name") String name,
      @PathParam("version") int version,
      @PathParam("act") String act,
      @FormParam("reason") @Nullable String reason,
      @FormParam("typed") @Nullable String typed) {
    Act.Kind kind = kind(act);
    Person person = current.who(kind.access());
    Registered.Version found = found(name, version);
    String why = reason == null ? "" : reason.strip();
    String error = error(kind, found.version(), why, typed);
    if (error != null) {
      return refused(confirm(person, found, kind, error, why));
    }
    Answer<byte[]> done = carryOut(kind, found, why);
    return switch (done) {
      case Answer.Given<byte[]> _ -> Response.seeOther(URI.create(VersionPage.path(found))).build();
      case Answer.Refused<byte[]> no -> refused(show(person, name, version, no.detail()));
      case Answer.Failed<byte[]> down ->
          refused(
              show(
                  person,
                  name,
                  version,
                  down.detail() + " Look below whether it took effect before you repeat it."));
    };
  }

  private Answer<byte[]> carryOut(Act.Kind kind, Registered.Version version, String why) {
    String own = path(version.model()) + "/versions/" + version.version();
    Map<String, String> reason = why.isEmpty() ? Map.of() : Map.of("reason", why);
    return switch (kind) {
      case APPROVE -> post(own + "/approvals", why.isEmpty() ? Map.of() : Map.of("comment", why));
      case REJECT -> post(own + "/rejections", reason);
      case PROMOTE -> post(own + "/promotions", reason);
      case ROLL_BACK -> post(path(version.model()) + "/rollbacks", reason);
    };
  }

  private static @Nullable String error(
      Act.Kind kind, int version, String why, @Nullable String typed) {
    if (kind.needsReason() && why.isEmpty()) {
      return "Give a reason: it is recorded with your name.";
    } else if (why.length() > MOST_REASON || why.chars().anyMatch(Character::isISOControl)) {
      return "The text must be one line of at most " + MOST_REASON + " characters.";
    } else if (kind.needsVersion()
        && (typed == null || !typed.strip().equals(Integer.toString(version)))) {
      return "Type the number of the version, " + version + ", to confirm.";
    }
    return null;
  }

  private TemplateInstance show(Person person, String name, int version, @Nullable String notice) {
    var model = get(path(name), Registered.Model.class);
    var history = get(path(name) + "/versions/" + version + "/history", Registered.History.class);
    var serving =
        services.get(Service.SCORING, "/v1/model", current.token(), Registered.Serving.class);
    Registered.Version found = found(name, version);
    Registered.History steps = history.join().value();
    Registered.Model of = model.join().value();
    Registered.Holder champion = of == null ? null : of.champion();
    Registered.History known = steps == null ? new Registered.History(List.of()) : steps;
    VersionPage page =
        new VersionPage(
            Frame.of(name + " version " + version, person, Access.MODELS),
            person,
            found,
            champion == null ? null : champion.version(),
            FourEyes.steps(found, known, serving.join().value(), person),
            Act.of(found, person),
            known.items().reversed(),
            notice);
    return Templates.version(page, page.frame());
  }

  private static TemplateInstance confirm(
      Person person,
      Registered.Version version,
      Act.Kind kind,
      @Nullable String error,
      String reason) {
    String title = "%s %s version %d".formatted(kind.title(), version.model(), version.version());
    ConfirmPage page =
        new ConfirmPage(
            Frame.of(title, person, Access.MODELS),
            version,
            kind,
            effect(kind, version),
            error,
            reason);
    return Templates.confirm(page, page.frame());
  }

  private static String effect(Act.Kind kind, Registered.Version version) {
    return switch (kind) {
      case APPROVE ->
          "You say that version %d may serve. Nothing changes until somebody promotes it."
              .formatted(version.version());
      case REJECT ->
          "Version %d can never serve after that. This cannot be undone."
              .formatted(version.version());
      case PROMOTE ->
          "Version %d decides for every account from now on; the present champion retires, and can be rolled back to."
              .formatted(version.version());
      case ROLL_BACK ->
          "Version %d stops deciding. The champion that it replaced decides again, at once and without the gate."
              .formatted(version.version());
    };
  }

  private Registered.Version found(String name, int version) {
    return PageRefusal.orRefuse(
        get(path(name) + "/versions/" + version, Registered.Version.class).join());
  }

  private static Act.Kind kind(String act) {
    return Act.Kind.at(act)
        .orElseThrow(() -> PageRefusal.missing("The console has no such action."));
  }

  private static Response refused(TemplateInstance page) {
    return Response.status(422)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }

  private <T> CompletableFuture<Answer<T>> get(String path, Class<T> type) {
    return services.get(Service.REGISTRY, path, current.token(), type);
  }

  private Answer<byte[]> post(String path, Map<String, String> body) {
    return services.post(Service.REGISTRY, path, current.token(), body, byte[].class).join();
  }

  private static String path(String name) {
    return "/v1/models/" + Services.part(name);
  }
}
