package io.quittance.scoring.inference;

import ai.onnxruntime.OrtException;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureSelection;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.feature.SignatureRefusedException;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.core.text.Sha256;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Turns the bytes of a bundle into a model that may serve, or refuses them: digest, parts, the
/// safe walk through the graph, the signature against the catalogue, golden rows, and the agreement
/// of the flat forest with ONNX Runtime. Nothing is read from a path and nothing is deserialized
/// into code.
@Singleton
public final class ModelLoader {

  /// Largest difference of margins between the two engines.
  static final double TOLERANCE = 1e-4;

  /// Golden rows that are also scored alone.
  private static final int ALONE = 10;

  private static final Logger LOG = Logger.getLogger(ModelLoader.class);

  private final OnnxRuntimeMode mode;

  @Inject
  public ModelLoader(ScoringConfig config) {
    this(config.inference().onnxRuntime());
  }

  public ModelLoader(OnnxRuntimeMode mode) {
    this.mode = mode;
  }

  /// @param name the model the registry says it is
  /// @param version the version the registry gave it
  /// @param sha256 the digest the registry published
  /// @throws ModelRefusedException with the rule it breaks
  public ScoringModel load(byte[] zip, String name, int version, String sha256) {
    if (!Sha256.hex(zip).equals(sha256)) {
      throw new ModelRefusedException("digest", "the bytes are not what the registry published");
    }
    ModelBundle bundle = ModelBundle.read(zip);
    if (!bundle.manifest().name().equals(name)) {
      throw new ModelRefusedException("name", "the bundle is of another model");
    }
    OnnxModel model = bundle.load();
    FeatureSelection selection = select(bundle);
    ServedEffects effects = bundle.effects().map(ServedEffects::of).orElse(null);
    CompiledModel kernel = kernel(bundle, model);
    RowQualityCheck quality =
        new RowQualityCheck(
            bundle.reference(),
            bundle.manifest().inputs().categories().keySet(),
            Set.of(FeatureCatalogue.ACTION_CHANNEL));
    return new ScoringModel(
        new DecisionMade.ModelUsed(name, version, sha256), selection, kernel, quality, effects);
  }

  /// A model of any columns, for the rows of a file: verified like one that serves, but not
  /// measured against the catalogue.
  ///
  /// @throws ModelRefusedException with the rule it breaks
  public BatchModel loadForBatch(byte[] zip) {
    ModelBundle bundle = ModelBundle.read(zip);
    return new BatchModel(bundle, kernel(bundle, bundle.load()));
  }

  private static FeatureSelection select(ModelBundle bundle) {
    try {
      return FeatureCatalogue.standard().select(bundle.manifest().inputs().featureSchema());
    } catch (SignatureRefusedException e) {
      throw new ModelRefusedException(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private CompiledModel kernel(ModelBundle bundle, OnnxModel model) {
    Optional<OnnxSession> session = session(bundle.onnx(), model.features());
    if (model.forest().isEmpty()) {
      OnnxSession runtime =
          session.orElseThrow(
              () ->
                  new ModelRefusedException(
                      "runtime-unavailable", "a graph that is no forest needs ONNX Runtime"));
      return served(runtime, bundle);
    }
    FlatForest forest = model.forest().get();
    if (session.isPresent()) {
      try (OnnxSession witness = session.get()) {
        agree(bundle.goldenRows(), run(witness, bundle.goldenRows()));
      }
    }
    return new CompiledModel.Forest(forest, bundle);
  }

  /// Native memory of a graph that is refused is given back at once.
  private static CompiledModel served(OnnxSession runtime, ModelBundle bundle) {
    boolean serves = false;
    try {
      OnnxSession.Answer answer = run(runtime, bundle.goldenRows());
      agree(bundle.goldenRows(), answer);
      calibratedAs(bundle.manifest().calibration(), answer);
      agreeAlone(bundle.goldenRows(), runtime);
      CompiledModel kernel = new CompiledModel.Runtime(runtime, bundle);
      serves = true;
      return kernel;
    } finally {
      if (!serves) {
        runtime.close();
      }
    }
  }

  private Optional<OnnxSession> session(byte[] onnx, int features) {
    if (mode == OnnxRuntimeMode.OFF) {
      return Optional.empty();
    }
    try {
      return Optional.of(OnnxSession.open(onnx, features));
    } catch (OrtException e) {
      throw refused(e);
    } catch (LinkageError e) {
      if (mode == OnnxRuntimeMode.REQUIRED) {
        throw new ModelRefusedException(
            "runtime-unavailable", "ONNX Runtime is required but cannot be loaded");
      }
      LOG.warnf("ONNX Runtime cannot be loaded, forests serve without it: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private static OnnxSession.Answer run(OnnxSession session, GoldenRows golden) {
    int width = golden.size() == 0 ? 0 : golden.features()[0].length;
    float[] rows = new float[golden.size() * width];
    for (int i = 0; i < golden.size(); i++) {
      System.arraycopy(golden.features()[i], 0, rows, i * width, width);
    }
    try {
      return session.run(rows);
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  private static void agree(GoldenRows golden, OnnxSession.Answer answer) {
    for (int i = 0; i < golden.size(); i++) {
      double expected = golden.margins()[i];
      double difference = Math.abs(expected - answer.margins()[i]);
      if (!(difference <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
        throw new ModelRefusedException(
            "runtime-parity",
            "ONNX Runtime differs by "
                + difference
                + " on golden row "
                + Arrays.toString(golden.features()[i]));
      }
    }
  }

  private static void calibratedAs(Calibration calibration, OnnxSession.Answer answer) {
    for (int i = 0; i < answer.margins().length; i++) {
      double expected = calibration.probability(answer.margins()[i]);
      if (!(Math.abs(expected - answer.probabilities()[i]) <= TOLERANCE)) {
        throw new ModelRefusedException("calibration", "manifest and graph calibrate otherwise");
      }
    }
  }

  /// Refuses a graph in which rows of a batch speak of each other.
  private static void agreeAlone(GoldenRows golden, OnnxSession session) {
    for (int i = 0; i < Math.min(ALONE, golden.size()); i++) {
      GoldenRows one =
          new GoldenRows(
              new float[][] {golden.features()[i]},
              new double[] {golden.margins()[i]},
              new double[] {golden.probabilities()[i]});
      agree(one, run(session, one));
    }
  }

  private static ModelRefusedException refused(OrtException cause) {
    return new ModelRefusedException("runtime", "ONNX Runtime refuses it: " + cause.getMessage());
  }
}
