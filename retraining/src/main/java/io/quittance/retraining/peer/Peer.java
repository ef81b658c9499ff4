package io.quittance.retraining.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.web.artifact.DownloadFailedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Calls other services and turns every failure into a [PeerException].
public enum Peer {
  FEEDBACK("feedback"),
  REGISTRY("registry");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "urn:quittance:problem:";
  private static final int MAX_DETAIL = 500;

  /// Statuses after which a repeated request may succeed: a revoked token, a time-out, too many
  /// requests.
  private static final Set<Integer> TEMPORARY = Set.of(401, 408, 429);

  private final String name;

  Peer(String name) {
    this.name = name;
  }

  /// Returns the answer to a call. Blocks the calling thread.
  ///
  /// @throws PeerException when the service refuses or does not answer
  public <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (PeerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw PeerException.unreachable(name + " cannot be reached: " + root(e));
    }
  }

  /// A blocking download.
  @FunctionalInterface
  public interface DownloadCall<T> {
    T run() throws IOException, InterruptedException;
  }

  /// Returns what a download gave. Blocks the calling thread.
  ///
  /// @throws PeerException when the other service did not deliver
  /// @throws CancellationException when the thread was interrupted
  public static <T> T download(DownloadCall<T> call) {
    try {
      return call.run();
    } catch (DownloadFailedException e) {
      String message = String.valueOf(e.getMessage());
      throw e.isTemporary()
          ? PeerException.unreachable(message)
          : PeerException.refused(message, e.slug(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted during a download");
    }
  }

  /// Returns the meaning of an answer with status 400 or above.
  static PeerException failure(Peer peer, Response response) {
    int status = response.getStatus();
    Map<String, Object> problem = problem(response);
    String detail = String.valueOf(problem.getOrDefault("detail", problem.get("title")));
    String message =
        peer.name
            + " answered "
            + status
            + (problem.isEmpty()
                ? ""
                : ": " + detail.substring(0, Math.min(MAX_DETAIL, detail.length())));
    if (status >= 500 || TEMPORARY.contains(status)) {
      return PeerException.unreachable(message);
    }
    String type = String.valueOf(problem.getOrDefault("type", ""));
    problem.values().removeIf(value -> value == null);
    return PeerException.refused(message, type.replace(TYPE, ""), problem);
  }

  private static Map<String, Object> problem(Response response) {
    try {
      String body = response.readEntity(String.class);
      return body == null || body.isBlank()
          ? new LinkedHashMap<>()
          : JSON.readValue(body, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException | RuntimeException _) {
      return new LinkedHashMap<>();
    }
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + " " + cause.getMessage();
  }
}
