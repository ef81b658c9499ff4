package io.quittance.core.onnx.trees;

import io.quittance.core.model.ModelRefusedException;
import java.util.SplittableRandom;

/// Reads graphs of which a few random bytes were overwritten.
final class RandomDamage {

  private RandomDamage() {}

  /// Returns how many were refused. Any exception but a refusal passes through.
  static int refusals(byte[] good, int features, int rounds, SplittableRandom random) {
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = good.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        OnnxModel.read(damaged, features);
      } catch (ModelRefusedException e) {
        refused++;
      }
    }
    return refused;
  }
}
