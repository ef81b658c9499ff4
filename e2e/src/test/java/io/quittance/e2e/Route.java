package io.quittance.e2e;

import io.quittance.local.launch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A route and the roles that may use it. The table is written by hand and compared with what the
/// services serve.
///
/// @param path path as in the OpenAPI document
/// @param contentType content type of the request, empty when the route takes no body
record Route(Part service, String method, String path, String contentType, Set<String> roles) {

  private static final Set<String> READ =
      Set.of(
          "viewer",
          "supervisor",
          "model-developer",
          "model-approver",
          "auditor",
          "operator",
          "service");
  private static final Set<String> CONTACT = Set.of("agent", "supervisor", "service");
  private static final Set<String> TRAIN = Set.of("model-developer", "service");
  private static final Set<String> RELEASE = Set.of("model-approver", "operator");
  private static final String JSON = "application/json";

  static List<Route> all() {
    List<Route> routes = new ArrayList<>(scoring());
    routes.addAll(feedback());
    routes.addAll(retraining());
    routes.addAll(registry());
    routes.addAll(mlflow());
    routes.addAll(inference());
    return List.copyOf(routes);
  }

  /// Routes that need no token: those of the protocol by which a balancer asks whether a server
  /// lives.
  static List<Route> open() {
    return List.of(
        get(Part.SCORING, "/v2/health/live", Set.of()),
        get(Part.SCORING, "/v2/health/ready", Set.of()));
  }

  private static List<Route> inference() {
    Set<String> read =
        Set.of("service", "model-developer", "model-approver", "auditor", "operator");
    Set<String> ask = Set.of("service", "model-developer", "model-approver");
    List<Route> routes = new ArrayList<>();
    routes.add(get(Part.SCORING, "/v2", read));
    for (String model : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
      routes.add(get(Part.SCORING, model, read));
      routes.add(get(Part.SCORING, model + "/ready", read));
      routes.add(new Route(Part.SCORING, "POST", model + "/infer", JSON, ask));
    }
    return routes;
  }

  private static List<Route> scoring() {
    return List.of(
        new Route(
            Part.SCORING, "POST", "/v1/decisions", JSON, Set.of("agent", "supervisor", "service")),
        new Route(
            Part.SCORING,
            "POST",
            "/v1/decisions/batch",
            JSON,
            Set.of("agent", "supervisor", "service")),
        new Route(Part.SCORING, "POST", "/v1/decisions/publications", JSON, Set.of("operator")),
        get(
            Part.SCORING,
            "/v1/decisions/{id}",
            Set.of("viewer", "agent", "supervisor", "auditor", "service")),
        get(
            Part.SCORING,
            "/v1/decisions/{id}/explanation",
            Set.of("agent", "supervisor", "auditor", "service")),
        get(Part.SCORING, "/v1/accounts/{id}", Set.of("agent", "supervisor", "auditor", "service")),
        new Route(Part.SCORING, "POST", "/v1/plans", JSON, Set.of("supervisor", "service")),
        get(Part.SCORING, "/v1/model", READ),
        new Route(Part.SCORING, "POST", "/v1/permits", JSON, CONTACT),
        new Route(Part.SCORING, "POST", "/v1/permits/{id}/commit", JSON, CONTACT),
        new Route(Part.SCORING, "DELETE", "/v1/permits/{id}", "", CONTACT),
        get(Part.SCORING, "/v1/permits/{id}", Set.of("agent", "supervisor", "auditor", "service")),
        get(Part.SCORING, "/v1/reviews", Set.of("agent", "supervisor", "auditor")),
        get(Part.SCORING, "/v1/reviews/{id}", Set.of("agent", "supervisor", "auditor")),
        new Route(
            Part.SCORING, "POST", "/v1/reviews", JSON, Set.of("agent", "supervisor", "service")),
        new Route(Part.SCORING, "POST", "/v1/reviews/{id}/conclusion", JSON, Set.of("supervisor")),
        new Route(Part.SCORING, "POST", "/v1/decisions/{id}/override", JSON, Set.of("supervisor")));
  }

  private static List<Route> feedback() {
    return List.of(
        get(Part.FEEDBACK, "/v1/labels", READ),
        get(Part.FEEDBACK, "/v1/performance", READ),
        get(Part.FEEDBACK, "/v1/drift", READ),
        get(Part.FEEDBACK, "/v1/triggers", READ),
        get(Part.FEEDBACK, "/v1/metrics/business", READ),
        new Route(Part.FEEDBACK, "POST", "/v1/datasets", JSON, TRAIN),
        get(Part.FEEDBACK, "/v1/datasets/{id}", TRAIN));
  }

  private static List<Route> retraining() {
    return List.of(
        new Route(Part.RETRAINING, "POST", "/v1/jobs", JSON, Set.of("model-developer")),
        get(Part.RETRAINING, "/v1/jobs", READ),
        get(Part.RETRAINING, "/v1/jobs/{id}", READ));
  }

  private static List<Route> registry() {
    String version = "/v1/models/{name}/versions/{version}";
    Set<String> approve = Set.of("model-approver");
    return List.of(
        get(Part.REGISTRY, "/v1/artifacts/{sha256}", READ),
        new Route(
            Part.REGISTRY, "PUT", "/v1/artifacts/{sha256}", "application/octet-stream", TRAIN),
        get(Part.REGISTRY, "/v1/models", READ),
        get(Part.REGISTRY, "/v1/models/{name}", READ),
        get(Part.REGISTRY, "/v1/models/{name}/champion", READ),
        get(Part.REGISTRY, "/v1/models/{name}/lifecycle", READ),
        get(Part.REGISTRY, "/v1/models/{name}/lifecycle/envelope", READ),
        new Route(Part.REGISTRY, "POST", "/v1/lifecycle/publications", JSON, Set.of("operator")),
        get(Part.REGISTRY, "/v1/models/{name}/versions", READ),
        get(Part.REGISTRY, version, READ),
        get(Part.REGISTRY, version + "/history", READ),
        post("/v1/models/{name}/versions", TRAIN),
        post(version + "/evaluations", TRAIN),
        post(version + "/approvals", approve),
        post(version + "/rejections", approve),
        post(version + "/promotions", RELEASE),
        post("/v1/models/{name}/rollbacks", RELEASE),
        new Route(Part.REGISTRY, "PUT", "/v1/models/{name}/aliases/{alias}", JSON, RELEASE),
        new Route(Part.REGISTRY, "DELETE", "/v1/models/{name}/aliases/{alias}", "", RELEASE));
  }

  private static List<Route> mlflow() {
    String base = "/api/2.0/mlflow";
    Stream<String> read =
        Stream.of(
            "experiments/get",
            "experiments/get-by-name",
            "runs/get",
            "metrics/get-history",
            "logged-models/{modelId}",
            "registered-models/get",
            "registered-models/search",
            "registered-models/get-latest-versions",
            "registered-models/alias",
            "model-versions/get",
            "model-versions/search",
            "model-versions/get-download-uri");
    Stream<String> find =
        Stream.of(
            "experiments/search",
            "runs/search",
            "logged-models/search",
            "registered-models/get-latest-versions");
    Stream<String> log =
        Stream.of(
            "experiments/create",
            "experiments/update",
            "experiments/delete",
            "experiments/restore",
            "experiments/set-experiment-tag",
            "experiments/delete-experiment-tag",
            "runs/create",
            "runs/update",
            "runs/delete",
            "runs/restore",
            "runs/log-batch",
            "runs/log-metric",
            "runs/log-parameter",
            "runs/set-tag",
            "runs/delete-tag",
            "runs/log-inputs",
            "runs/outputs",
            "logged-models",
            "logged-models/{modelId}/params",
            "registered-models/create",
            "registered-models/rename",
            "registered-models/set-tag",
            "registered-models/alias",
            "model-versions/create",
            "model-versions/set-tag",
            "model-versions/transition-stage");
    Stream<String> change =
        Stream.of(
            "PATCH logged-models/{modelId}",
            "DELETE logged-models/{modelId}",
            "PATCH logged-models/{modelId}/tags",
            "DELETE logged-models/{modelId}/tags/{key}",
            "PATCH registered-models/update",
            "DELETE registered-models/delete",
            "DELETE registered-models/delete-tag",
            "DELETE registered-models/alias",
            "PATCH model-versions/update",
            "DELETE model-versions/delete",
            "DELETE model-versions/delete-tag");
    String files = "/api/2.0/mlflow-artifacts/artifacts";
    String binary = "application/octet-stream";
    return Stream.of(
            read.map(path -> get(Part.REGISTRY, base + "/" + path, READ)),
            find.map(path -> post(base + "/" + path, READ)),
            log.map(path -> post(base + "/" + path, TRAIN)),
            change.map(
                route -> {
                  String[] parts = route.split(" ", 2);
                  return new Route(Part.REGISTRY, parts[0], base + "/" + parts[1], JSON, TRAIN);
                }),
            Stream.of(
                get(Part.REGISTRY, files, READ),
                get(Part.REGISTRY, files + "/{path}", READ),
                new Route(Part.REGISTRY, "PUT", files + "/{path}", binary, TRAIN),
                new Route(Part.REGISTRY, "DELETE", files + "/{path}", "", TRAIN)))
        .flatMap(routes -> routes)
        .toList();
  }

  private static Route get(Part service, String path, Set<String> roles) {
    return new Route(service, "GET", path, "", roles);
  }

  private static Route post(String path, Set<String> roles) {
    return new Route(Part.REGISTRY, "POST", path, JSON, roles);
  }

  boolean allows(String role) {
    return roles.contains(role);
  }

  /// Returns the path with ids that do not exist.
  String pathWithUnknownIds() {
    return path.replace("{id}", "00000000-0000-0000-0000-000000000000")
        .replace("{sha256}", "0".repeat(64))
        .replace("{name}", "no-such-model")
        .replace("{model}", "no-such-model")
        .replace("{version}", "1")
        .replace("{alias}", "challenger")
        .replace("{modelId}", "m-" + "0".repeat(32))
        .replace("{key}", "no-such-key")
        .replace("{path}", "0/no-such-file");
  }

  /// Returns a request body that changes nothing.
  String body() {
    return contentType.isEmpty() ? "" : "{}";
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(service.key(), method, path);
  }
}
