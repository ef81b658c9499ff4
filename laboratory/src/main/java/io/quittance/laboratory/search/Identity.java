package io.quittance.laboratory.search;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Domain;
import io.quittance.laboratory.training.Trainer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Identifies a search by everything that its outcome depends on. The budget is not included, so
/// that a search may be extended; nor is the number of threads.
final class Identity {

  /// Version of the journal format and of the rules that suggest and prune trials.
  private static final String VERSION = "1";

  private static final int BLOCK = 1 << 16;

  private final MessageDigest digest = Sha256.digest();
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

  private Identity() {}

  static SortedMap<String, String> of(Search.Setup setup) {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("version", VERSION);
    identity.put("data", data(setup.rows()));
    identity.put("schema", text(setup.rows().columns().toString()));
    identity.put("folds", folds(setup.folds()));
    identity.put("space", text(Domain.of(setup.trainers(), setup.limits()).toString()));
    List<String> libraries = setup.trainers().stream().map(Trainer::framework).toList();
    identity.put("libraries", String.join(", ", libraries));
    identity.put("limits", setup.limits().toString());
    identity.put("seed", Long.toString(setup.limits().seed()));
    identity.put("strategy", setup.strategy().slug());
    return identity;
  }

  private static String data(Examples rows) {
    Identity hash = new Identity();
    for (float value : rows.values()) {
      hash.add(Float.floatToIntBits(value));
    }
    for (boolean label : rows.labels()) {
      hash.add(label ? 1 : 0);
    }
    for (float weight : rows.weights()) {
      hash.add(Float.floatToIntBits(weight));
    }
    return hash.hex();
  }

  private static String folds(Folds folds) {
    Identity hash = new Identity();
    for (Folds.Fold fold : folds.folds()) {
      hash.add(fold.cut().learn());
      hash.add(fold.cut().stop());
      hash.add(fold.held());
    }
    return hash.hex();
  }

  private static String text(String text) {
    Identity hash = new Identity();
    hash.digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hash.hex();
  }

  private void add(int[] numbers) {
    add(numbers.length);
    for (int number : numbers) {
      add(number);
    }
  }

  private void add(int number) {
    if (block.remaining() < Integer.BYTES) {
      flush();
    }
    block.putInt(number);
  }

  private void flush() {
    digest.update(block.flip());
    block.clear();
  }

  private String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }
}
