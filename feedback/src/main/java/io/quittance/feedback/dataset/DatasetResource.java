package io.quittance.feedback.dataset;

import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.SERVICE;

import io.quittance.feedback.RequestScope;
import io.quittance.web.Problems;
import io.quittance.web.RequestFields;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/// Labelled data sets: asked for, followed, fetched.
@Path("/v1/datasets")
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public class DatasetResource {

  static final String PARQUET = "application/vnd.apache.parquet";
  private static final int MOST = 2_000_000;
  private static final int USUAL = 200_000;

  private final BuildDataset buildDataset;
  private final DatasetRepository repository;
  private final RequestScope scope;

  DatasetResource(BuildDataset buildDataset, DatasetRepository repository, RequestScope scope) {
    this.buildDataset = buildDataset;
    this.repository = repository;
    this.scope = scope;
  }

  /// A request for the newest `maxRows` labels of decisions made in [from, to).
  ///
  /// @param weeks whether decisions whose week is over are wanted too though their label is not
  ///   known
  public record DatasetRequest(
      @Nullable String model,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Integer maxRows,
      @Nullable Boolean weeks) {}

  /// A request that makes sense.
  record Wanted(@Nullable String model, Instant from, Instant to, int maxRows, boolean weeks) {}

  /// Checks a request.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem that the caller sees
  static Wanted wanted(@Nullable DatasetRequest request) {
    if (request == null || request.from() == null || request.to() == null) {
      throw Problems.invalid("from and to are required");
    }
    int maxRows = request.maxRows() == null ? USUAL : request.maxRows();
    if (!request.from().isBefore(request.to())) {
      throw Problems.invalid("from must be before to");
    } else if (maxRows < 1 || maxRows > MOST) {
      throw Problems.invalid("maxRows must lie in [1, " + MOST + "]");
    }
    return new Wanted(
        request.model(),
        RequestFields.instant("from", request.from()),
        RequestFields.instant("to", request.to()),
        maxRows,
        Boolean.TRUE.equals(request.weeks()));
  }

  /// The state of a data set; rows, positives, bytes and digest are present once it is ready.
  public record DatasetView(
      UUID id,
      String model,
      String state,
      Instant from,
      Instant to,
      @Nullable Long rows,
      @Nullable Long positives,
      @Nullable Long bytes,
      @Nullable String sha256,
      Instant createdAt,
      @Nullable Instant readyAt,
      @Nullable String failure) {

    static DatasetView of(Dataset row) {
      return new DatasetView(
          row.id,
          row.model,
          row.state,
          row.from,
          row.to,
          row.rows,
          row.positives,
          row.bytes,
          row.sha256,
          row.createdAt,
          row.readyAt,
          row.failure);
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Response> create(@Nullable DatasetRequest request) {
    Wanted wanted = wanted(request);
    return buildDataset
        .build(
            scope.tenant(),
            scope.model(wanted.model()),
            wanted.from(),
            wanted.to(),
            wanted.maxRows(),
            wanted.weeks())
        .map(
            dataset ->
                Response.accepted(DatasetView.of(dataset))
                    .location(URI.create("/v1/datasets/" + dataset.id))
                    .build());
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<DatasetView> status(@PathParam("id") String id) {
    return find(id).map(DatasetView::of);
  }

  @GET
  @Path("/{id}")
  @Produces(PARQUET + ";qs=0.5")
  public RestMulti<byte[]> file(@PathParam("id") String id) {
    return RestMulti.fromUniResponse(
        find(id).chain(this::withFile), repository::file, DatasetResource::headers);
  }

  private Uni<Dataset> withFile(Dataset dataset) {
    if (!"ready".equals(dataset.state)) {
      throw Problems.of(409, "dataset-not-ready", "Conflict", "The data set is " + dataset.state);
    }
    return repository
        .hasFile(dataset)
        .map(
            stored -> {
              if (!stored) {
                throw Problems.of(
                    410, "dataset-expired", "Gone", "The file was deleted; build it again");
              }
              return dataset;
            });
  }

  /// The file is sent in chunks: a length beside them would break the message for some clients.
  private static Map<String, List<String>> headers(Dataset dataset) {
    return Map.of(HttpHeaders.ETAG, List.of('"' + dataset.sha256 + '"'));
  }

  private Uni<Dataset> find(String id) {
    return repository
        .find(scope.tenant(), uuid(id))
        .map(found -> found.orElseThrow(DatasetResource::notFound));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw notFound();
    }
  }

  private static RuntimeException notFound() {
    return Problems.notFound("dataset-not-found", "There is no such data set");
  }
}
