package io.quittance.laboratory.training.dense;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/// DJL's PyTorch engine, used without network access and only on the calling thread.
///
/// The native libraries (450 MB) are unpacked from the class path once per version. The target is
/// `DJL_CACHE_DIR` (environment variable or system property), else `~/.djl.ai`, else the temporary
/// directory. System properties that are already set are not changed.
final class PyTorch {

  static final String VERSION = "djl 0.35.1, pytorch 2.7.1";

  private static final String ENGINE = "PyTorch";

  static {
    Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1")
        .forEach(
            (name, value) -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, value);
              }
            });
  }

  private PyTorch() {}

  /// Returns an owner of native memory, which is released when the owner is closed.
  static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), ENGINE);
  }
}
