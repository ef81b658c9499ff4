package io.quittance.core.treatment;

import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.ReviewRuling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What only a person may decide and is put before one; what a rule bars is listed with the rule,
/// so that nobody does it by hand. Nothing of it is ever done automatically.
final class Proposals {

  private static final String A_PERSON_DECIDES = "A person decides.";

  private Proposals() {}

  /// @param probabilities of payment under every action; empty without a model, and then only rules
  ///   that ask for no probability propose
  static List<Proposal> of(
      ChoiceInput situation, List<Economics.ProposalRule> rules, Collection<Double> probabilities) {
    Double highest = probabilities.isEmpty() ? null : Collections.max(probabilities);
    List<Proposal> proposals = new ArrayList<>();
    for (Economics.ProposalRule rule : rules) {
      if (applies(rule, situation, highest)) {
        proposals.add(proposal(situation, rule));
      }
    }
    return proposals;
  }

  private static boolean applies(
      Economics.ProposalRule rule, ChoiceInput situation, @Nullable Double highest) {
    Double most = rule.mostProbability();
    return situation.verdict().daysPastDue() >= rule.fromDaysPastDue()
        && situation.balanceMinor() >= rule.leastBalanceMinor()
        && (most == null || (highest != null && highest <= most));
  }

  private static Proposal proposal(ChoiceInput situation, Economics.ProposalRule rule) {
    ReviewRuling review =
        ContactPolicy.review(situation.policy(), situation.context(), rule.kind(), situation.at());
    String text = review.text();
    return new Proposal(
        rule.kind(),
        review.barred(),
        review.ruleId(),
        review.citation(),
        text == null ? A_PERSON_DECIDES : text);
  }
}
