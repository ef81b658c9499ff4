package io.quittance.registry.mlflow.training;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The parts of a bundle as the folder that MLflow's clients download: `MLmodel` with the flavours
/// `onnx` and `python_function`, the graph, the model card and the manifest.
final class BundleFiles {

  private BundleFiles() {}

  /// Returns the bytes of each file by its path.
  ///
  /// @param modelId of the logged model
  static Map<String, byte[]> of(ModelBundle bundle, String runId, String modelId) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("MLmodel", text(mlmodel(bundle.manifest(), runId, modelId)));
    files.put("model.onnx", bundle.onnx());
    files.put("card.md", text(bundle.card()));
    files.put("manifest.json", bundle.manifest().toJson());
    files.put("requirements.txt", text("onnx\nonnxruntime\n"));
    return files;
  }

  private static String mlmodel(Manifest manifest, String runId, String modelId) {
    String written =
        manifest.provenance().createdAt().toString().replace("T", " ").replace("Z", "");
    return """
    artifact_path: model
    flavors:
      onnx:
        code: null
        data: model.onnx
        onnx_version: '1.16.0'
        providers:
        - CPUExecutionProvider
      python_function:
        data: model.onnx
        env:
          virtualenv: requirements.txt
        loader_module: mlflow.onnx
    model_id: %s
    model_uuid: %s
    run_id: %s
    signature:
      inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, %d]}}]'
      outputs: null
      params: null
    utc_time_created: '%s'
    """
        .formatted(
            modelId,
            modelId.substring(2),
            runId,
            manifest.inputs().featureSchema().size(),
            written);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
