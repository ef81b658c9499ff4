package io.quittance.scoring.openinference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client asks for.
///
/// @param id is echoed
/// @param outputs those asked for by name; empty for the usual ones
/// @param binary whether outputs that do not say otherwise are sent as binary data
/// @param contributions whether contributions are added to the usual outputs
record InferRequest(
    @Nullable String id,
    List<Tensor> inputs,
    List<RequestedOutput> outputs,
    boolean binary,
    boolean contributions) {

  /// @param binary null when the request as a whole decides
  record RequestedOutput(String name, @Nullable Boolean binary) {}
}
