package io.quittance.scoring.policy;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.PolicyPack;
import io.quittance.scoring.ScoringConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Reads the policy packs once and tells the log which bind.
@Singleton
final class PolicyProducer {

  private static final Logger LOG = Logger.getLogger(PolicyProducer.class);

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
}
