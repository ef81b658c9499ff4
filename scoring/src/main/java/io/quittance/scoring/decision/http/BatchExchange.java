package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.scoring.account.UnreadableAccountException;
import io.quittance.scoring.account.UnreadableAccountMapper;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.scoring.grouping.GroupedCalls;
import io.quittance.web.FailureMappers;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One exchange: a thread of its own reads requests and starts them, the caller's thread writes the
/// results in the order of the requests. The reader waits when [#UNDER_WAY] results have not been
/// written, so a client that does not read is not read from.
final class BatchExchange {

  /// Requests that were read and not answered: two full transactions, so that one is decided while
  /// the results of the other are written.
  static final int UNDER_WAY = 128;

  /// Between two attempts for a request that found too many others waiting.
  private static final long PAUSE_MILLIS = 20;

  private static final Logger LOG = Logger.getLogger(BatchExchange.class);

  private final String tenant;
  private final DecisionAnswers answers;
  private final ObjectMapper mapper;
  private final BlockingQueue<Started> underWay = new ArrayBlockingQueue<>(UNDER_WAY);

  BatchExchange(String tenant, DecisionAnswers answers, ObjectMapper mapper) {
    this.tenant = tenant;
    this.answers = answers;
    this.mapper = mapper;
  }

  /// A request that was started, or the end.
  ///
  /// @param decision asks for it, again if need be; null for the end
  private record Started(
      long position,
      @Nullable String requestId,
      @Nullable Uni<DecisionAnswers.Given> decision,
      CompletableFuture<DecisionAnswers.Given> given) {}

  /// Answers all requests. Returns when the last result has been written.
  ///
  /// @throws IOException when the client has gone: requests that were started are decided
  ///   nevertheless
  void run(BatchSource source, BatchSink sink) throws IOException {
    Thread reader = Thread.ofVirtual().name("batch-reader").start(() -> read(source));
    try {
      for (Started next = next(sink); next.decision != null; next = next(sink)) {
        sink.write(result(next, sink));
      }
      sink.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The service stops");
    } finally {
      reader.interrupt();
    }
  }

  /// Waits for the next request. What has been written goes to the client first.
  private Started next(BatchSink sink) throws IOException, InterruptedException {
    Started next = underWay.poll();
    if (next == null) {
      sink.flush();
      next = underWay.take();
    }
    return next;
  }

  private void read(BatchSource source) {
    try {
      long last = 0;
      try {
        for (BatchSource.Entry entry = source.next(); entry != null; entry = source.next()) {
          last = entry.position();
          underWay.put(start(entry));
        }
      } catch (IOException | RuntimeException e) {
        // Without an end the writer would wait for ever, and keep its place.
        LOG.debugf("The requests of a batch end: %s", e.getMessage());
        underWay.put(
            failed(
                last + 1,
                null,
                Problems.of(
                    408, "batch-cut", "The batch was cut", "The next request did not come")));
      }
      underWay.put(new Started(0, null, null, CompletableFuture.completedFuture(null)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Started start(BatchSource.Entry entry) {
    DecisionRequest request;
    try {
      request = entry.content().read(mapper);
    } catch (HttpProblem e) {
      return failed(entry.position(), null, e);
    } catch (IOException e) {
      return failed(entry.position(), null, malformed(e));
    }
    try {
      Uni<DecisionAnswers.Given> decision = answers.answer(tenant, request);
      return new Started(
          entry.position(), request.requestId(), decision, decision.subscribeAsCompletionStage());
    } catch (RuntimeException e) {
      return failed(entry.position(), request.requestId(), problem(e));
    }
  }

  private static Started failed(long position, @Nullable String requestId, HttpProblem problem) {
    return new Started(
        position,
        requestId,
        Uni.createFrom().failure(problem),
        CompletableFuture.failedFuture(problem));
  }

  private static HttpProblem malformed(IOException failure) {
    String where =
        failure instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .map(name -> "/" + name)
                .collect(Collectors.joining())
            : "";
    String what =
        failure instanceof JsonMappingException || !(failure instanceof JsonProcessingException)
            ? "This is not a request for a decision: it has requestId, accountId, and if need be at and dryRun"
            : "This is not JSON";
    return Problems.invalid(where.isEmpty() ? what : "%s. See %s".formatted(what, where));
  }

  private RequestResult result(Started started, BatchSink sink)
      throws IOException, InterruptedException {
    CompletableFuture<DecisionAnswers.Given> given = started.given();
    if (!given.isDone()) {
      sink.flush();
    }
    while (true) {
      try {
        DecisionAnswers.Given answer = given.get();
        return new RequestResult(
            started.position(), started.requestId(), answer.status(), null, answer.bytes());
      } catch (ExecutionException e) {
        Throwable failure = e.getCause() == null ? e : e.getCause();
        Uni<DecisionAnswers.Given> again = started.decision();
        if (failure instanceof GroupedCalls.TooManyWaitingException && again != null) {
          Thread.sleep(PAUSE_MILLIS);
          given = again.subscribeAsCompletionStage();
        } else {
          HttpProblem problem = problem(failure);
          return new RequestResult(
              started.position(), started.requestId(), problem.getStatusCode(), problem, null);
        }
      }
    }
  }

  private static HttpProblem problem(Throwable failure) {
    return switch (failure) {
      case HttpProblem problem -> problem;
      case UnreadableAccountException _ -> UnreadableAccountMapper.problem();
      default ->
          FailureMappers.storageProblem(failure)
              .orElseGet(
                  () -> {
                    LOG.error("A request of a batch failed", failure);
                    return Problems.of(
                        500, "internal-error", "Internal error", "The request failed");
                  });
    };
  }
}
