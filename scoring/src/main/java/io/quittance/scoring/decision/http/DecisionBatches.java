package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.scoring.BodyLimits;
import io.quittance.web.Problems;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Answers many requests for decisions in one exchange.
@Singleton
final class DecisionBatches {

  /// Most requests of an array.
  static final int MOST = 10_000;

  /// Exchanges at once: each has a thread while it lasts.
  static final int AT_ONCE = 4;

  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  private final DecisionAnswers answers;
  private final ObjectMapper mapper;
  private final Semaphore places = new Semaphore(AT_ONCE);

  DecisionBatches(DecisionAnswers answers, ObjectMapper mapper) {
    this.answers = answers;
    this.mapper = mapper;
  }

  /// Reads an array of requests, and returns what writes the array of their results.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem when the body is no array, or too long, or
  ///   no place is free
  StreamingOutput array(String tenant, InputStream body) throws IOException {
    return inAPlace(
        () -> {
          JsonNode array = read(body);
          return out ->
              exchange(tenant).run(BatchSource.of(array), new BatchSink.Array(mapper, out));
        });
  }

  /// Returns what reads lines and writes a line for each.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem when no place is free
  StreamingOutput lines(String tenant, InputStream body) throws IOException {
    return inAPlace(
        () -> out -> exchange(tenant).run(BatchSource.of(body), new BatchSink.Lines(mapper, out)));
  }

  private BatchExchange exchange(String tenant) {
    return new BatchExchange(tenant, answers, mapper);
  }

  private interface Reading {
    StreamingOutput read() throws IOException;
  }

  /// The place is given back when all has been written, or when nothing will be.
  private StreamingOutput inAPlace(Reading reading) throws IOException {
    answers.ready().await().atMost(START_PATIENCE);
    if (!places.tryAcquire()) {
      throw Problems.of(
          503,
          "too-many-batches",
          "Too many batches",
          AT_ONCE + " batches are being answered: send this one again when one has ended");
    }
    boolean kept = false;
    try {
      StreamingOutput writing = reading.read();
      kept = true;
      return out -> {
        try {
          writing.write(out);
        } finally {
          places.release();
        }
      };
    } finally {
      if (!kept) {
        places.release();
      }
    }
  }

  private JsonNode read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BodyLimits.BATCH);
    JsonNode array;
    try {
      array = mapper.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Problems.invalid(
          "The body is not JSON (line %d, column %d): send an array of requests"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    if (!array.isArray()) {
      throw Problems.invalid("The body must be an array of requests for decisions");
    }
    if (array.size() > MOST) {
      throw Problems.of(
          413,
          "batch-too-large",
          "Too many requests",
          "An array holds at most %d requests, not %d: send several, or send lines (%s)"
              .formatted(MOST, array.size(), BodyLimits.LINES));
    }
    return array;
  }
}
