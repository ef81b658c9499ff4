package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import java.util.Optional;

/// A fault that the platform must survive. Stateless, unless it says otherwise.
public interface Fault {

  /// Returns its name on the command line.
  String name();

  /// Returns what it does, in words.
  String what();

  /// Returns why it cannot be injected on this machine; empty when it can.
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /// Returns the platform that it needs.
  ///
  /// @param usual scoring and feedback
  default FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return usual;
  }

  /// Injects the fault again and again while the load flows. When it returns, everything that it
  /// took away is given back; services may still be starting.
  ///
  /// @throws Exception when it could not be injected
  void inject(Injection injection) throws Exception;
}
