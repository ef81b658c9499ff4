package io.quittance.core.bundle;

import io.quittance.core.effect.LearntEffects;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.GraphCost;
import io.quittance.core.onnx.OnnxGraphReader;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.core.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// All parts of one model version, and their form as a zip file.
///
/// Bundles are written uncompressed with fixed time stamps, so that equal bundles have equal bytes
/// whatever library writes them.
///
/// @param manifest description of the model and hashes of the other parts
/// @param onnx bytes of `model.onnx`; not to be changed
/// @param reference baseline of drift detection
/// @param card model card in Markdown
/// @param goldenRows rows with known scores
/// @param background rows for explanations; present unless the model is explained by its trees
/// @param effects what treatments are worth, where that was learnt
@SuppressWarnings("ArrayRecordComponent")
public record ModelBundle(
    Manifest manifest,
    byte[] onnx,
    DriftReference reference,
    String card,
    GoldenRows goldenRows,
    Optional<BackgroundRows> background,
    Optional<LearntEffects> effects) {

  /// Greatest size of a bundle, as a zip file and unpacked, in bytes.
  public static final int MAX_BYTES = 64 << 20;

  private static final String MANIFEST = "manifest.json";
  private static final String MODEL = "model.onnx";
  private static final String REFERENCE = "reference.json";
  private static final String CARD = "card.md";
  private static final String GOLDEN = "golden.json";
  private static final String BACKGROUND = "background.json";
  private static final String EFFECTS = "effects.json";
  private static final String EFFECTS_BASE = "effects.onnx";

  /// Name and greatest size of each part in bytes, in the order in which parts are written.
  private static final Map<String, Integer> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put(MANIFEST, 1 << 20);
    PARTS.put(MODEL, OnnxGraphReader.MAX_BYTES);
    PARTS.put(REFERENCE, 8 << 20);
    PARTS.put(CARD, 1 << 20);
    PARTS.put(GOLDEN, 8 << 20);
    PARTS.put(BACKGROUND, 8 << 20);
    PARTS.put(EFFECTS, 8 << 20);
    PARTS.put(EFFECTS_BASE, 8 << 20);
  }

  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final double GOLDEN_TOLERANCE = 1e-4;

  /// @throws ModelRefusedException with rule `background` when a model that is not explained by its
  ///   trees has no background rows
  public ModelBundle {
    if (background.isEmpty() && manifest.explanation() != ExplanationMethod.TREES) {
      throw new ModelRefusedException(
          "background", "a model that is not explained by its trees must have background rows");
    }
  }

  /// Creates a bundle without effects.
  ///
  /// @throws ModelRefusedException with rule `background` when a model that is not explained by its
  ///   trees has no background rows
  public ModelBundle(
      Manifest manifest,
      byte[] onnx,
      DriftReference reference,
      String card,
      GoldenRows goldenRows,
      Optional<BackgroundRows> background) {
    this(manifest, onnx, reference, card, goldenRows, background, Optional.empty());
  }

  /// Creates a bundle without background rows and effects.
  ///
  /// @throws ModelRefusedException with rule `background` when the model is not explained by its
  ///   trees
  public ModelBundle(
      Manifest manifest,
      byte[] onnx,
      DriftReference reference,
      String card,
      GoldenRows goldenRows) {
    this(manifest, onnx, reference, card, goldenRows, Optional.empty());
  }

  /// Returns the bundle with what treatments are worth.
  public ModelBundle withEffects(LearntEffects learnt) {
    return new ModelBundle(
        manifest, onnx, reference, card, goldenRows, background, Optional.of(learnt));
  }

  /// Unpacks a bundle and compares every part with its hash in the manifest. Does not read the
  /// graph; [#load] does. The small graph of effects is read and checked here.
  ///
  /// @throws ModelRefusedException when an entry is unknown, missing, repeated, too large or
  ///   altered, or the effects are not what they say
  public static ModelBundle read(byte[] zip) {
    Map<String, byte[]> parts = unpack(zip);
    Manifest manifest = Manifest.fromJson(part(parts, MANIFEST));
    Map<String, String> hashes = new TreeMap<>();
    parts.forEach((name, bytes) -> hashes.put(name, Sha256.hex(bytes)));
    hashes.remove(MANIFEST);
    if (!hashes.equals(manifest.parts())) {
      throw new ModelRefusedException(
          "part-hash", "a part does not match its hash in the manifest");
    }
    return new ModelBundle(
        manifest,
        part(parts, MODEL),
        DriftReference.fromJson(part(parts, REFERENCE)),
        new String(part(parts, CARD), StandardCharsets.UTF_8),
        GoldenRows.fromJson(part(parts, GOLDEN)),
        Optional.ofNullable(parts.get(BACKGROUND)).map(BackgroundRows::fromJson),
        effects(parts));
  }

  private static Optional<LearntEffects> effects(Map<String, byte[]> parts) {
    if (!parts.containsKey(EFFECTS) && !parts.containsKey(EFFECTS_BASE)) {
      return Optional.empty();
    }
    return Optional.of(EffectsPart.read(part(parts, EFFECTS), part(parts, EFFECTS_BASE)));
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    byte[] bytes = parts.get(name);
    if (bytes == null) {
      throw new ModelRefusedException("part-missing", "the bundle has no " + name);
    }
    return bytes;
  }

  private static Map<String, byte[]> unpack(byte[] zip) {
    if (zip.length > MAX_BYTES) {
      throw new ModelRefusedException("size", "the bundle is too large");
    }
    Map<String, byte[]> parts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Integer most = PARTS.get(entry.getName());
        if (most == null) {
          throw new ModelRefusedException(
              "part-name", "the bundle contains an entry with an unknown name");
        }
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new ModelRefusedException("size", "a part of the bundle is too large");
        }
        if (parts.put(entry.getName(), bytes) != null) {
          throw new ModelRefusedException("part-duplicate", "the bundle contains a part twice");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelRefusedException("zip", "the bundle is not a readable zip file", e);
    }
    return parts;
  }

  /// Returns the bundle as a zip file. Its manifest contains the hashes of the parts as they are
  /// now.
  public byte[] write() {
    Map<String, byte[]> parts = new TreeMap<>();
    parts.put(MODEL, onnx);
    parts.put(REFERENCE, reference.toJson());
    parts.put(CARD, card.getBytes(StandardCharsets.UTF_8));
    parts.put(GOLDEN, goldenRows.toJson());
    background.ifPresent(rows -> parts.put(BACKGROUND, rows.toJson()));
    effects.ifPresent(
        learnt -> {
          parts.put(EFFECTS, EffectsPart.of(learnt).toJson());
          parts.put(EFFECTS_BASE, EffectsPart.onnx(learnt));
        });
    Map<String, String> hashes = new TreeMap<>();
    parts.forEach((name, bytes) -> hashes.put(name, Sha256.hex(bytes)));
    parts.put(MANIFEST, manifest.withParts(hashes).toJson());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : List.copyOf(PARTS.keySet())) {
        byte[] part = parts.get(name);
        if (part != null) {
          store(out, name, part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /// Reads the graph and bounds its cost. If a forest is recognised in it, also compares its
  /// calibration with that of the manifest and scores the golden rows.
  ///
  /// @throws ModelRefusedException when the graph breaks a rule, or is not the model that the other
  ///   parts describe
  public OnnxModel load() {
    if (reference.features().size() != manifest.inputs().featureSchema().size()) {
      throw new ModelRefusedException(
          "reference", "the reference has a different number of features than the model");
    }
    int features = manifest.inputs().featureSchema().size();
    if (background.isPresent() && background.get().features() != features) {
      throw new ModelRefusedException(
          "background", "the background rows have a different number of features than the model");
    }
    for (float[] row : goldenRows.features()) {
      if (row.length != features) {
        throw new ModelRefusedException("golden-rows", "a golden row has another length");
      }
    }
    OnnxModel model = OnnxModel.read(onnx, features);
    GraphCost.check(model.graph(), features);
    if (model.forest().isEmpty() && manifest.explanation() == ExplanationMethod.TREES) {
      throw new ModelRefusedException(
          "explanation", "the manifest says TREES, but no forest is recognised in the graph");
    }
    model.forest().ifPresent(this::verify);
    return model;
  }

  private void verify(FlatForest forest) {
    if (!manifest.calibration().equals(forest.calibration())) {
      throw new ModelRefusedException(
          "calibration", "manifest and graph have different calibrations");
    }
    goldenRows.check(forest, GOLDEN_TOLERANCE);
  }
}
