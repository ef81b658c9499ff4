package io.quittance.registry.mlflow.artifact;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.artifact.ArtifactId;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps which file of a tenant has which bytes.
@Singleton
public final class FileRepository {

  /// The most files that one run, logged model or version may have.
  static final int MAX_FILES = 10_000;

  private static final String TABLE = "registry.mlflow_artifact";

  /// `0` follows `/`, so these two bounds hold exactly what lies in a folder.
  private static final String INSIDE = " path >= $2::text || '/' and path < $2::text || '0'";

  private final Pool pool;
  private final Clock clock;

  FileRepository(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// A file or a folder in a list.
  ///
  /// @param path relative to the folder that was asked for
  /// @param fileSize null for a folder
  @JsonNaming(SnakeCaseStrategy.class)
  public record Entry(String path, boolean isDir, @Nullable Long fileSize) {}

  /// Refuses a path whose owner takes no files, or may not have this one.
  public Uni<Void> requireWritable(String tenant, FilePath path) {
    Owner owner =
        Owner.of(path)
            .orElseThrow(
                () ->
                    MlflowRefusal.invalid(
                        "path must begin with the artifact_uri of a run or of a logged model"));
    return requireOpen(pool, tenant, owner).chain(() -> requireRoom(tenant, owner, path));
  }

  private static Uni<Void> requireOpen(SqlClient client, String tenant, Owner owner) {
    return switch (owner) {
      case Owner.Run run ->
          client
              .preparedQuery(
                  "select lifecycle_stage as stage from registry.mlflow_run where tenant = $1 and"
                      + " run_id = $2 and experiment_id = $3 for share")
              .execute(Tuple.of(tenant, run.runId(), run.experimentId()))
              .invoke(
                  rows -> {
                    if (!stage(rows, "run").equals("active")) {
                      throw MlflowRefusal.invalid("The run is deleted: restore it first");
                    }
                  })
              .replaceWithVoid();
      case Owner.Model model ->
          client
              .preparedQuery(
                  "select status as stage from registry.mlflow_logged_model where tenant = $1 and"
                      + " model_id = $2 and experiment_id = $3 and not deleted for share")
              .execute(Tuple.of(tenant, model.modelId(), model.experimentId()))
              .invoke(
                  rows -> {
                    if (!stage(rows, "logged model").equals("LOGGED_MODEL_PENDING")) {
                      throw MlflowRefusal.denied(
                          "The files of a logged model never change once it is ready: log another"
                              + " model");
                    }
                  })
              .replaceWithVoid();
    };
  }

  private static String stage(io.vertx.mutiny.sqlclient.RowSet<Row> rows, String what) {
    return Rows.first(rows)
        .orElseThrow(() -> MlflowRefusal.absent("There is no " + what + " with this artifact_uri"))
        .getString("stage");
  }

  /// Refuses a file where a folder is, a folder where a file is, and too many of them.
  private Uni<Void> requireRoom(String tenant, Owner owner, FilePath path) {
    return pool.preparedQuery(
            "select count(*) as files, coalesce(bool_or(path = any($3) or (path >= $4::text || '/' and"
                + " path < $4::text || '0')), false) as taken, coalesce(bool_or(path = $4), false) as"
                + " known from "
                + TABLE
                + " where tenant = $1 and"
                + INSIDE)
        .execute(
            Tuple.of(tenant, owner.root(), path.folders().toArray(String[]::new), path.value()))
        .invoke(
            rows -> {
              Row row = Rows.first(rows).orElseThrow();
              if (row.getBoolean("taken")) {
                throw MlflowRefusal.invalid(
                    "path must not name a file where a folder is, or lie in what is a file");
              }
              if (row.getLong("files") >= MAX_FILES && !row.getBoolean("known")) {
                throw MlflowRefusal.invalid("There must be at most " + MAX_FILES + " files");
              }
            })
        .replaceWithVoid();
  }

  /// Records a file whose bytes are stored, in place of one with the same path.
  public Uni<Void> put(Caller caller, FilePath path, ArtifactId id, long bytes) {
    Owner owner = Owner.of(path).orElseThrow();
    return pool.withTransaction(
        connection ->
            requireOpen(connection, caller.tenant(), owner)
                .chain(() -> put(connection, caller, new StoredFile(path.value(), id, bytes))));
  }

  /// Records a file within a transaction, whoever owns its path.
  public Uni<Void> put(SqlClient client, Caller caller, StoredFile file) {
    return client
        .preparedQuery(
            "insert into "
                + TABLE
                + " values ($1, $2, $3, $4, $5, $6) on conflict (tenant, path) do update set sha256"
                + " = excluded.sha256, bytes = excluded.bytes, created_by = excluded.created_by,"
                + " created_at = excluded.created_at")
        .execute(
            Tuple.of(
                caller.tenant(),
                file.path(),
                file.id().sha256(),
                file.bytes(),
                caller.subject(),
                clock.millis()))
        .replaceWithVoid();
  }

  /// Returns where the bytes of a file are; empty when there is no such file.
  public Uni<Optional<StoredFile>> find(String tenant, FilePath path) {
    return pool.preparedQuery("select * from " + TABLE + " where tenant = $1 and path = $2")
        .execute(Tuple.of(tenant, path.value()))
        .map(rows -> Rows.first(rows).map(row -> file(row, 0)));
  }

  /// Returns what lies in a folder, none when it is a file or absent.
  public Uni<List<Entry>> list(String tenant, FilePath folder) {
    return pool.preparedQuery(
            "select name, bool_or(deeper) as folder, max(bytes) as bytes from (select bytes,"
                + " split_part(substr(path, length($2::text) + 2), '/', 1) as name,"
                + " position('/' in substr(path, length($2::text) + 2)) > 0 as deeper from "
                + TABLE
                + " where tenant = $1 and"
                + INSIDE
                + ") inside group by name order by name limit "
                + MAX_FILES)
        .execute(Tuple.of(tenant, folder.value()))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row -> {
                      boolean isFolder = row.getBoolean("folder");
                      Long bytes = isFolder ? null : row.getLong("bytes");
                      return new Entry(row.getString("name"), isFolder, bytes);
                    }));
  }

  /// Returns every file below a folder.
  public Uni<List<StoredFile>> all(SqlClient client, String tenant, String folder) {
    return client
        .preparedQuery(
            "select * from " + TABLE + " where tenant = $1 and" + INSIDE + " order by path")
        .execute(Tuple.of(tenant, folder))
        .map(rows -> Rows.list(rows, row -> file(row, folder.length() + 1)));
  }

  /// Removes a file that its owner may still change.
  public Uni<Void> delete(String tenant, FilePath path) {
    Owner owner =
        Owner.of(path).orElseThrow(() -> MlflowRefusal.absent("There is no file with this path"));
    return pool.withTransaction(
        connection ->
            requireOpen(connection, tenant, owner)
                .chain(
                    () ->
                        connection
                            .preparedQuery(
                                "delete from "
                                    + TABLE
                                    + " where tenant = $1 and (path = $2 or"
                                    + INSIDE
                                    + ")")
                            .execute(Tuple.of(tenant, path.value())))
                .invoke(
                    rows -> {
                      if (rows.rowCount() == 0) {
                        throw MlflowRefusal.absent("There is no file with this path");
                      }
                    })
                .replaceWithVoid());
  }

  private static StoredFile file(Row row, int from) {
    return new StoredFile(
        row.getString("path").substring(from),
        new ArtifactId(row.getString("sha256")),
        row.getLong("bytes"));
  }
}
