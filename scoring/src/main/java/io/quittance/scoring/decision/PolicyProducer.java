package io.quittance.scoring.decision;

import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.policy.PolicyBook;
import io.quittance.core.policy.PolicyPack;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringMetrics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads the policy pack and the words of reasons once; what cannot be read stops the start.
@Singleton
final class PolicyProducer {

  @Produces
  @Singleton
  PolicyBook book(ScoringConfig config) {
    return PolicyBook.of(List.of(pack(config)));
  }

  private static PolicyPack pack(ScoringConfig config) {
    String wanted = config.policy().pack();
    if (!wanted.endsWith(".yaml")) {
      return PolicyPack.named(wanted);
    }
    try {
      return PolicyPack.read(Files.readAllBytes(Path.of(wanted)));
    } catch (IOException e) {
      throw new UncheckedIOException("quittance.policy.pack " + wanted + " cannot be read", e);
    }
  }

  @Produces
  @Singleton
  DecideTreatment decideTreatment(PolicyBook book, ScoringConfig config, ScoringMetrics metrics) {
    return new DecideTreatment(
        book, ReasonTexts.of(Locale.forLanguageTag(config.reasons().locale())), metrics::quality);
  }
}
