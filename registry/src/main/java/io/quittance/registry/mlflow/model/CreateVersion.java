package io.quittance.registry.mlflow.model;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.artifact.FilePath;
import io.quittance.registry.mlflow.artifact.FileRepository;
import io.quittance.registry.mlflow.artifact.StoredFile;
import io.quittance.registry.mlflow.logged.LoggedModel;
import io.quittance.registry.mlflow.logged.LoggedModelRepository;
import io.quittance.registry.mlflow.tracking.Run;
import io.quittance.registry.mlflow.tracking.RunRepository;
import io.quittance.registry.promotion.AdmitCandidate;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Creates a version of the files that a client logged. They are frozen under the version's own
/// paths, whatever happens to the run or the logged model later; then they are verified.
@Singleton
final class CreateVersion {

  private static final Pattern LOGGED = Pattern.compile("models:/(m-[0-9a-f]{32})/?");
  private static final Pattern REGISTERED =
      Pattern.compile("models:/([A-Za-z0-9._-]+)/([0-9]{1,9})");
  private static final Pattern OF_RUN = Pattern.compile("runs:/([0-9a-f]{32})/(.+)");
  private static final Pattern HERE = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/(.+)");

  private final Pool pool;
  private final ModelRepository models;
  private final VersionRepository versions;
  private final LoggedModelRepository logged;
  private final RunRepository runs;
  private final FileRepository files;
  private final AdmitCandidate admit;
  private final VerifyVersion verify;

  CreateVersion(
      Pool pool,
      ModelRepository models,
      VersionRepository versions,
      LoggedModelRepository logged,
      RunRepository runs,
      FileRepository files,
      AdmitCandidate admit,
      VerifyVersion verify) {
    this.pool = pool;
    this.models = models;
    this.versions = versions;
    this.logged = logged;
    this.runs = runs;
    this.files = files;
    this.admit = admit;
    this.verify = verify;
  }

  /// What a client says about a new version.
  record Request(
      String model,
      String source,
      @Nullable String runId,
      @Nullable String loggedModelId,
      String description,
      List<Tag> tags) {}

  /// Where the files of a source lie.
  ///
  /// @param loggedModelId null when the source is no logged model
  private record Folder(String path, @Nullable String runId, @Nullable String loggedModelId) {}

  Uni<Version> create(Caller caller, Request request) {
    return models
        .row(pool, caller.tenant(), request.model())
        .chain(() -> folder(caller.tenant(), request.source()))
        .chain(
            folder ->
                files
                    .all(pool, caller.tenant(), folder.path())
                    .invoke(
                        found -> {
                          if (found.isEmpty()) {
                            throw MlflowRefusal.invalid(
                                "source names no files: log the model first, and give the source"
                                    + " that log_model returned");
                          }
                        })
                    .chain(found -> freeze(caller, request, folder, found)))
        .chain(number -> versions.get(caller.tenant(), request.model(), number))
        .invoke(verify::wakeUp);
  }

  private Uni<Integer> freeze(
      Caller caller, Request request, Folder folder, List<StoredFile> found) {
    return admit
        .reserve(caller, request.model())
        .call(
            number ->
                pool.withTransaction(
                    connection ->
                        versions
                            .insert(
                                connection,
                                caller.tenant(),
                                request.model(),
                                caller.subject(),
                                new VersionRepository.Start(
                                    number,
                                    request.source(),
                                    request.runId() == null ? folder.runId() : request.runId(),
                                    request.loggedModelId() == null
                                        ? folder.loggedModelId()
                                        : request.loggedModelId(),
                                    request.description(),
                                    request.tags()))
                            .chain(
                                () ->
                                    copy(
                                        connection,
                                        caller,
                                        Version.root(request.model(), number.toString()),
                                        found))));
  }

  private Uni<Void> copy(
      SqlConnection connection, Caller caller, String root, List<StoredFile> found) {
    return Multi.createFrom()
        .iterable(found)
        .onItem()
        .transformToUniAndConcatenate(
            file ->
                files.put(
                    connection,
                    caller,
                    new StoredFile(root + "/" + file.path(), file.id(), file.bytes())))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Folder> folder(String tenant, String source) {
    Matcher ofLogged = LOGGED.matcher(source);
    if (ofLogged.matches()) {
      return logged.get(tenant, ofLogged.group(1)).map(CreateVersion::ready);
    }
    Matcher ofRun = OF_RUN.matcher(source);
    if (ofRun.matches()) {
      return runs.get(tenant, ofRun.group(1)).map(run -> inside(run, ofRun.group(2)));
    }
    Matcher registered = REGISTERED.matcher(source);
    if (registered.matches()) {
      return versions
          .get(tenant, registered.group(1), Integer.parseInt(registered.group(2)))
          .map(
              version ->
                  new Folder(
                      Version.root(version.name(), version.version()),
                      version.links().runId(),
                      version.links().modelId()));
    }
    Matcher here = HERE.matcher(source);
    if (here.matches()) {
      String path = new FilePath(here.group(1).replaceAll("/+$", "")).value();
      return Uni.createFrom().item(new Folder(path, null, null));
    }
    throw MlflowRefusal.invalid(
        "source must be models:/m-…, runs:/…, or the mlflow-artifacts:/… of files in this registry;"
            + " it fetches nothing from elsewhere");
  }

  private static Folder ready(LoggedModel model) {
    LoggedModel.Info info = model.info();
    if (!info.status().equals(LoggedModel.READY)) {
      throw MlflowRefusal.invalid(
          "The logged model is " + info.status() + ": register it once it is ready");
    }
    String root = LoggedModel.root(Long.parseLong(info.experimentId()), info.modelId());
    return new Folder(root, info.sourceRunId(), info.modelId());
  }

  private static Folder inside(Run run, String path) {
    String root = run.info().artifactUri().substring("mlflow-artifacts:/".length());
    return new Folder(new FilePath(root + "/" + path).value(), run.info().runId(), null);
  }
}
