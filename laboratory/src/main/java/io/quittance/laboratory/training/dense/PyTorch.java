package io.quittance.laboratory.training.dense;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/// DJL's PyTorch engine, without the network and on the calling thread alone.
///
/// The native part (450 MB) is unpacked from the class path once for each version, into
/// `DJL_CACHE_DIR` (environment or system property), else `~/.djl.ai`, else the temporary
/// directory. System properties that are set already are left as they are.
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

  /// An owner of native memory, which is given back when it is closed.
  static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), ENGINE);
  }
}
