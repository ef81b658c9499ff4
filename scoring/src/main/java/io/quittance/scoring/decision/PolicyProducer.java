package io.quittance.scoring.decision;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.pack.PolicyPack;
import io.quittance.scoring.ScoringConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Reads the policy packs and the words of reasons once; what cannot be read stops the start.
@Singleton
final class PolicyProducer {

  private static final Logger LOG = Logger.getLogger(PolicyProducer.class);

  /// Makes both at the start: a producer alone would wait for the first record, and an unknown pack
  /// would let the service start and then decide nothing.
  void start(@Observes StartupEvent event, PolicyCatalogue book, DecideTreatment decide) {
    Objects.requireNonNull(decide);
    LOG.debugf("%d policy packs bind", book.packs().size());
  }

  @Produces
  @Singleton
  PolicyCatalogue book(ScoringConfig config) {
    PolicyCatalogue book = PolicyFiles.book(config.policy());
    for (PolicyPack pack : book.packs()) {
      LOG.infof(
          "policy pack %s %s: %s for %s, from %s%s, %d rules, sha256 %s",
          pack.id(),
          pack.version(),
          pack.type().wireName(),
          String.join(" ", pack.jurisdictions()),
          pack.effectiveFrom(),
          pack.effectiveTo() == null ? "" : " until " + pack.effectiveTo(),
          pack.rules().size(),
          pack.sha256());
    }
    return book;
  }

  @Produces
  @Singleton
  DecideTreatment decideTreatment(
      PolicyCatalogue book, ScoringConfig config, DecisionMetrics metrics) {
    return new DecideTreatment(
        book,
        ReasonTexts.of(Locale.forLanguageTag(config.reasons().locale())),
        metrics::quality,
        metrics::failed);
  }
}
