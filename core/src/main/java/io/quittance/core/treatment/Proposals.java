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

/// Finds the measures that are proposed to a person because only a person may decide them. A
/// measure that a rule bars is listed with the rule, so that nobody takes it by hand. No proposal
/// is ever executed automatically.
final class Proposals {

  private static final String A_PERSON_DECIDES = "A person decides.";

  private Proposals() {}

  /// @param probabilities probability of payment under every action; empty without a model, and
  ///   then rules that need a probability propose nothing
  static List<Proposal> of(
      ChoiceInput input, List<Economics.ProposalRule> rules, Collection<Double> probabilities) {
    Double highest = probabilities.isEmpty() ? null : Collections.max(probabilities);
    List<Proposal> proposals = new ArrayList<>();
    for (Economics.ProposalRule rule : rules) {
      if (applies(rule, input, highest)) {
        proposals.add(proposal(input, rule));
      }
    }
    return proposals;
  }

  private static boolean applies(
      Economics.ProposalRule rule, ChoiceInput input, @Nullable Double highest) {
    Double most = rule.mostProbability();
    return input.verdict().daysPastDue() >= rule.fromDaysPastDue()
        && input.balanceMinor() >= rule.leastBalanceMinor()
        && (most == null || (highest != null && highest <= most));
  }

  private static Proposal proposal(ChoiceInput input, Economics.ProposalRule rule) {
    ReviewRuling review =
        ContactPolicy.review(input.policy(), input.context(), rule.kind(), input.at());
    String text = review.text();
    return new Proposal(
        rule.kind(),
        review.barred(),
        review.ruleId(),
        review.citation(),
        text == null ? A_PERSON_DECIDES : text,
        review.pack());
  }
}
