package io.quittance.scoring.decision;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.scoring.ScoringConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jboss.logging.Logger;

/// Makes the one [DecideTreatment] of the service, from the policy packs and the words of reasons.
@Singleton
final class TreatmentProducer {

  private static final Logger LOG = Logger.getLogger(TreatmentProducer.class);

  /// Makes it at the start, so that a pack or words that cannot be read stop the start. A producer
  /// alone would wait for the first record: the service would start, and then decide nothing.
  void start(@Observes StartupEvent event, DecideTreatment decide) {
    LOG.debugf("%s is ready", decide.getClass().getSimpleName());
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
