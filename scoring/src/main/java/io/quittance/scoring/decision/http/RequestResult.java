package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What became of one request of a batch.
///
/// @param position of the request in the batch, from 1
/// @param requestId of the request; null when it could not be read
/// @param status that the request alone would have had
/// @param error why there is no decision; null when there is one
/// @param decision bytes of its JSON; null when there is an error
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record RequestResult(
    long position,
    @Nullable String requestId,
    int status,
    @Nullable HttpProblem error,
    byte @Nullable [] decision) {

  private static final byte[] DECISION = ",\"decision\":".getBytes(StandardCharsets.UTF_8);

  /// The members before the decision, in order.
  private record Head(
      @JsonProperty(index = 0) long position,
      @JsonProperty(index = 1) @Nullable String requestId,
      @JsonProperty(index = 2) int status,
      @JsonProperty(index = 3) @Nullable HttpProblem error) {}

  /// Writes it as a JSON object. The decision is written as it was stored, byte by byte.
  void write(ObjectMapper mapper, OutputStream out) throws IOException {
    byte[] head = mapper.writeValueAsBytes(new Head(position, requestId, status, error));
    if (decision == null) {
      out.write(head);
      return;
    }
    out.write(head, 0, head.length - 1);
    out.write(DECISION);
    out.write(decision);
    out.write('}');
  }
}
