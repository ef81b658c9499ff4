package io.quittance.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Measures reading and writing one decision after another, each checked as where it enters.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class DecisionCodecBenchmark {

  private static final String SAMPLES = "decisions.ndjson";

  /// What is done.
  @Param({"read", "write"})
  public String model;

  @Param({"1"})
  public int batch;

  private final ObjectMapper mapper = EventCodec.mapper();
  private List<byte[]> bytes;
  private List<DecisionMade> decisions;
  private int next;

  @Setup
  public void prepare() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DecisionCodecBenchmark.class.getResourceAsStream(SAMPLES))) {
      bytes =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.getBytes(StandardCharsets.UTF_8))
              .toList();
    }
    decisions = bytes.stream().map(sample -> EventCodec.read(sample, DecisionMade.class)).toList();
    for (int i = 0; i < bytes.size(); i++) {
      DecisionMade general = mapper.readValue(bytes.get(i), DecisionMade.class);
      if (!general.equals(decisions.get(i))
          || !Arrays.equals(mapper.writeValueAsBytes(general), EventCodec.write(general))) {
        throw new IllegalStateException("The codecs do not agree on sample " + i);
      }
    }
  }

  private int next() {
    next = next + 1 == bytes.size() ? 0 : next + 1;
    return next;
  }

  @Benchmark
  public Object quittance() {
    return "read".equals(model)
        ? EventCodec.read(bytes.get(next()), DecisionMade.class)
        : EventCodec.write(decisions.get(next()));
  }

  @Benchmark
  public Object jacksonDatabind() throws IOException {
    return "read".equals(model)
        ? mapper.readValue(bytes.get(next()), DecisionMade.class)
        : mapper.writeValueAsBytes(decisions.get(next()));
  }
}
