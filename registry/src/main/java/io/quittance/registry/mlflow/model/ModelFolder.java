package io.quittance.registry.mlflow.model;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.GraphCost;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Value;
import io.quittance.core.onnx.OnnxGraphReader;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.core.text.Sha256;
import io.quittance.registry.Refusal;
import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.gate.BundleCheck;
import io.quittance.registry.mlflow.artifact.StoredFile;
import io.quittance.registry.promotion.AdmitCandidate.Verified;
import io.quittance.registry.version.Lineage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// The files that a client registers as a version, and their verification. Reads one file at a time
/// with a limit; runs nothing of what it reads. Blocks.
final class ModelFolder {

  /// The bundle that takes a version through the gate, if the folder has one.
  static final String BUNDLE = "bundle.zip";

  private static final String MLMODEL = "MLmodel";
  private static final int MAX_MLMODEL = 1 << 20;
  private static final int MAX_DEPTH = 32;

  private final ArtifactStore store;
  private final List<StoredFile> files;

  ModelFolder(ArtifactStore store, List<StoredFile> files) {
    this.store = store;
    this.files = List.copyOf(files);
  }

  /// Verifies the folder: its bundle if it has one, else its ONNX graph.
  ///
  /// @param runId stands for the training run where there is no bundle
  /// @throws Refusal that says what is wrong and what to do
  Verified verify(String model, String runId, String registeredBy) {
    Optional<StoredFile> bundle = file(BUNDLE);
    return bundle.isPresent()
        ? verifiedBundle(model, bundle.get())
        : verifiedGraph(runId, registeredBy);
  }

  private Verified verifiedBundle(String model, StoredFile file) {
    byte[] zip = store.read(file.id(), ModelBundle.MAX_BYTES);
    try {
      ModelBundle bundle = ModelBundle.read(zip);
      requireSameGraph(bundle);
      Manifest manifest = bundle.manifest();
      Provenance from = manifest.provenance();
      String requestedBy =
          BundleCheck.verify(
              zip, new BundleCheck.Claim(model, from.trainingRun().id(), from.dataSha256()));
      Lineage lineage =
          new Lineage(
              from.trainingRun().id(),
              null,
              from.dataSha256(),
              from.trainingRun().from(),
              from.trainingRun().to(),
              from.trainingRun().rows(),
              manifest.metrics());
      return new Verified(file.id().sha256(), from.trainingRun().id(), lineage, requestedBy);
    } catch (ModelRefusedException e) {
      throw refused(e);
    }
  }

  /// What MLflow's clients load must be what would serve.
  private void requireSameGraph(ModelBundle bundle) {
    String served = Sha256.hex(bundle.onnx());
    for (StoredFile graph : graphs()) {
      if (!graph.id().sha256().equals(served)) {
        throw Refusal.unacceptable(
            "model-refused",
            graph.path() + " is not the graph in " + BUNDLE + ": log both from the same model");
      }
    }
  }

  private Verified verifiedGraph(String runId, String registeredBy) {
    StoredFile graph = graph();
    byte[] onnx = store.read(graph.id(), OnnxGraphReader.MAX_BYTES);
    try {
      OnnxGraph read = OnnxGraph.read(onnx);
      int features = features(read);
      GraphCost.check(OnnxModel.read(onnx, features).graph(), features);
      return new Verified(graph.id().sha256(), runId, null, registeredBy);
    } catch (ModelRefusedException e) {
      throw refused(e);
    }
  }

  private static int features(OnnxGraph graph) {
    return graph.inputs().stream()
        .filter(input -> !graph.initializers().containsKey(input.name()))
        .map(Value::shape)
        .filter(shape -> shape.size() == 2 && shape.get(1) > 0 && shape.get(1) < 1 << 16)
        .findFirst()
        .map(shape -> Math.toIntExact(shape.get(1)))
        .orElseThrow(
            () ->
                Refusal.unacceptable(
                    "model-refused",
                    "The graph must have one input, float [N, features]: export it with one tensor"
                        + " that holds all features"));
  }

  private StoredFile graph() {
    Optional<StoredFile> named = flavour().flatMap(this::file);
    if (named.isPresent()) {
      return named.get();
    }
    List<StoredFile> graphs = graphs();
    if (graphs.size() != 1) {
      throw Refusal.unacceptable(
          "model-refused",
          "The files have "
              + graphs.size()
              + " graphs (*.onnx), but a version is one: log it with mlflow.onnx.log_model, or put "
              + BUNDLE
              + " beside it");
    }
    return graphs.getFirst();
  }

  private List<StoredFile> graphs() {
    return files.stream().filter(file -> file.path().endsWith(".onnx")).toList();
  }

  private Optional<StoredFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /// Returns the path of the graph that the flavour `onnx` names.
  private Optional<String> flavour() {
    Optional<StoredFile> description = file(MLMODEL);
    if (description.isEmpty()) {
      return Optional.empty();
    }
    byte[] yaml = store.read(description.get().id(), MAX_MLMODEL);
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_MLMODEL);
    options.setAllowDuplicateKeys(false);
    try {
      Object read =
          new Yaml(new SafeConstructor(options)).load(new String(yaml, StandardCharsets.UTF_8));
      return Stream.ofNullable(read)
          .flatMap(node -> entry(node, "flavors"))
          .flatMap(node -> entry(node, "onnx"))
          .flatMap(node -> entry(node, "data"))
          .map(String::valueOf)
          .findFirst();
    } catch (YAMLException | ClassCastException e) {
      throw Refusal.unacceptable("model-refused", "MLmodel is no readable YAML");
    }
  }

  private static Stream<Object> entry(Object node, String key) {
    return node instanceof Map<?, ?> map ? Stream.ofNullable(map.get(key)) : Stream.empty();
  }

  private static Refusal refused(ModelRefusedException e) {
    return Refusal.unacceptable("model-refused", e.rule() + ": " + e.getMessage());
  }
}
