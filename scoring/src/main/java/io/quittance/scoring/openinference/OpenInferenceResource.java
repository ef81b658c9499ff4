package io.quittance.scoring.openinference;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;

import io.quittance.scoring.BodyLimits;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.web.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The Open Inference Protocol v2 for the model that serves the caller's tenant. Clients of the
/// protocol read errors from the field `error`.
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class OpenInferenceResource {

  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  /// Longest body, after it was decompressed.
  static final int MOST_BYTES = BodyLimits.INFERENCE;

  /// Bodies that are read at once.
  private static final int READ_AT_ONCE = 8;

  /// Requests that are answered at once: each may hold some 50 MB. A slow sender takes none of
  /// these places.
  private static final int ANSWERED_AT_ONCE = 2;

  private final ServingModels serving;
  private final CurrentCaller caller;
  private final Infer infer;
  private final String name;
  private final String version;
  private final Semaphore reading = new Semaphore(READ_AT_ONCE);
  private final Semaphore answering = new Semaphore(ANSWERED_AT_ONCE);

  OpenInferenceResource(
      ServingModels serving,
      CurrentCaller caller,
      Infer infer,
      ScoringConfig config,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.serving = serving;
    this.caller = caller;
    this.infer = infer;
    this.name = config.model().name();
    this.version = version;
  }

  /// Says that the process answers.
  ///
  /// @param live always true
  public record Live(boolean live) {}

  /// Says whether the process knows which models serve. Clients read one field or the other.
  public record Ready(boolean live, boolean ready) {}

  /// What the server is.
  ///
  /// @param extensions of the protocol that it knows
  public record ServerMetadata(String name, String version, List<String> extensions) {}

  /// A tensor of the model.
  ///
  /// @param shape -1 for any number of rows
  public record TensorMetadata(String name, String datatype, List<Integer> shape) {}

  /// What the model is.
  ///
  /// @param parameters `features` names the columns in order, `model_sha256` the bundle
  public record ModelMetadata(
      String name,
      List<String> versions,
      String platform,
      List<TensorMetadata> inputs,
      List<TensorMetadata> outputs,
      Map<String, Object> parameters) {}

  @GET
  @Path("/health/live")
  @PermitAll
  @Operation(summary = "Whether the process answers")
  public Live live() {
    return new Live(true);
  }

  @GET
  @Path("/health/ready")
  @PermitAll
  @Operation(summary = "Whether it is known which models serve")
  @APIResponse(responseCode = "200", description = "It is known")
  @APIResponse(responseCode = "503", description = "It is not known yet")
  public Response ready() {
    boolean ready = serving.isReady();
    return Response.status(ready ? 200 : 503).entity(new Ready(true, ready)).build();
  }

  @GET
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR})
  @Operation(summary = "The server and the extensions of the protocol that it knows")
  public ServerMetadata server() {
    return new ServerMetadata("quittance", version, List.of("binary_tensor_data"));
  }

  @GET
  @Path("/models/{model}")
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR})
  @Operation(summary = "Inputs and outputs of the model that serves")
  @APIResponse(responseCode = "200", description = "The model")
  @APIResponse(responseCode = "404", description = "There is no such model")
  @APIResponse(responseCode = "503", description = "No model serves: rules alone decide")
  public ModelMetadata model(@PathParam("model") String model) {
    return metadata(served(model, null));
  }

  @GET
  @Path("/models/{model}/versions/{version}")
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR})
  @Operation(summary = "Inputs and outputs of the version that serves")
  @APIResponse(responseCode = "200", description = "The model")
  @APIResponse(
      responseCode = "404",
      description = "There is no such model, or another version serves")
  @APIResponse(responseCode = "503", description = "No model serves: rules alone decide")
  public ModelMetadata version(
      @PathParam("model") String model, @PathParam("version") String modelVersion) {
    return metadata(served(model, modelVersion));
  }

  @GET
  @Path("/models/{model}/ready")
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR})
  @Operation(summary = "Whether the model serves")
  @APIResponse(responseCode = "200", description = "It serves")
  @APIResponse(responseCode = "404", description = "There is no such model")
  @APIResponse(responseCode = "503", description = "No model serves: rules alone decide")
  public Ready modelReady(@PathParam("model") String model) {
    served(model, null);
    return new Ready(true, true);
  }

  @GET
  @Path("/models/{model}/versions/{version}/ready")
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR})
  @Operation(summary = "Whether the version serves")
  @APIResponse(responseCode = "200", description = "It serves")
  @APIResponse(
      responseCode = "404",
      description = "There is no such model, or another version serves")
  @APIResponse(responseCode = "503", description = "No model serves: rules alone decide")
  public Ready versionReady(
      @PathParam("model") String model, @PathParam("version") String modelVersion) {
    served(model, modelVersion);
    return new Ready(true, true);
  }

  @POST
  @Path("/models/{model}/infer")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER})
  @Operation(
      summary = "Score rows of features",
      description =
          "One FP32 matrix `features` of shape [rows, features], or one vector for each feature."
              + " Outputs are `probability` and `margin`, on request `contributions` and"
              + " `base_value`. Nothing is decided or stored.")
  @APIResponse(responseCode = "200", description = "The outputs")
  @APIResponse(responseCode = "400", description = "The request does not fit the model")
  @APIResponse(responseCode = "404", description = "There is no such model")
  @APIResponse(responseCode = "408", description = "The request does not come")
  @APIResponse(responseCode = "413", description = "The request is too large")
  @APIResponse(responseCode = "422", description = "The model has no finite answer for a row")
  @APIResponse(responseCode = "503", description = "No model serves, or too many requests wait")
  public Response infer(
      @PathParam("model") String model,
      @HeaderParam(HEADER_LENGTH) @Nullable String headerLength,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
      InputStream body)
      throws IOException {
    return infer(served(model, null), headerLength, encoding, body);
  }

  @POST
  @Path("/models/{model}/versions/{version}/infer")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({SERVICE, MODEL_DEVELOPER, MODEL_APPROVER})
  @Operation(summary = "Score rows of features with the version that serves")
  @APIResponse(responseCode = "200", description = "The outputs")
  @APIResponse(responseCode = "400", description = "The request does not fit the model")
  @APIResponse(
      responseCode = "404",
      description = "There is no such model, or another version serves")
  @APIResponse(responseCode = "413", description = "The request is too large")
  @APIResponse(responseCode = "422", description = "The model has no finite answer for a row")
  @APIResponse(responseCode = "503", description = "No model serves, or too many requests wait")
  public Response inferVersion(
      @PathParam("model") String model,
      @PathParam("version") String modelVersion,
      @HeaderParam(HEADER_LENGTH) @Nullable String headerLength,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
      InputStream body)
      throws IOException {
    return infer(served(model, modelVersion), headerLength, encoding, body);
  }

  private Response infer(
      ScoringModel model, @Nullable String headerLength, @Nullable String encoding, InputStream in)
      throws IOException {
    byte[] bytes =
        oneOf(reading, () -> RequestBody.read(in, encoding, MOST_BYTES, RequestBody.PATIENCE));
    InferAnswer.Body answer =
        oneOf(
            answering, () -> infer.answer(model, RequestReader.read(bytes, headerLength)).write());
    Response.ResponseBuilder response = Response.ok(answer.bytes());
    return answer.isBinary()
        ? response
            .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header(HEADER_LENGTH, answer.jsonLength())
            .build()
        : response.type(MediaType.APPLICATION_JSON_TYPE).build();
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T oneOf(Semaphore places, Work<T> work) throws IOException {
    if (!places.tryAcquire()) {
      throw InferenceRefusedException.unavailable(
          "Too many inference requests are being answered: send this one again in a second");
    }
    try {
      return work.run();
    } finally {
      places.release();
    }
  }

  private ScoringModel served(String model, @Nullable String modelVersion) {
    if (!model.equals(name)) {
      throw InferenceRefusedException.unknown(
          "There is no model %s: %s serves", Names.shortened(model), name);
    }
    ScoringModel served =
        serving
            .of(caller.get().tenant())
            .orElseThrow(
                () ->
                    InferenceRefusedException.unavailable(
                        "No version of %s serves: rules alone decide", name));
    String present = Integer.toString(served.used().version());
    if (modelVersion != null && !modelVersion.equals(present)) {
      throw InferenceRefusedException.unknown(
          "Version %s of %s does not serve: version %s does",
          Names.shortened(modelVersion), name, present);
    }
    return served;
  }

  private static ModelMetadata metadata(ScoringModel model) {
    int width = model.featureNames().size();
    return new ModelMetadata(
        model.used().name(),
        List.of(Integer.toString(model.used().version())),
        model.isForest() ? "quittance_forest" : "onnx_onnxv1",
        List.of(new TensorMetadata(FeatureRows.MATRIX, "FP32", List.of(-1, width))),
        Infer.OUTPUTS.stream()
            .map(
                output ->
                    new TensorMetadata(
                        output,
                        "FP64",
                        output.equals(Infer.CONTRIBUTIONS) ? List.of(-1, width) : List.of(-1)))
            .toList(),
        Map.of("features", model.featureNames(), "model_sha256", model.used().sha256()));
  }
}
