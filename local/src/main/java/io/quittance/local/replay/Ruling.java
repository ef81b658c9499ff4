package io.quittance.local.replay;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.contact.Policy;
import io.quittance.core.pack.ReviewRuling;
import java.util.List;
import java.util.Objects;

/// What the packs say to a question.
///
/// @param question what was asked
/// @param blocking the rules that forbid it; none when it is allowed
public record Ruling(Question question, List<BlockingRule> blocking) {

  public Ruling {
    blocking = List.copyOf(blocking);
  }

  /// Asks a policy.
  public static Ruling of(Policy policy, DebtorContext context, Question question) {
    return new Ruling(
        question,
        switch (question.subject()) {
          case Question.Contact contact -> contact(policy, context, contact, question);
          case Question.ContactWithOther contact ->
              blocking(
                  policy,
                  ContactPolicy.thirdPerson(
                      policy, context, contact.other(), contact.action(), question.at()));
          case Question.Review review -> review(policy, context, review, question);
        });
  }

  /// Returns whether nothing forbids it.
  public boolean allowed() {
    return blocking.isEmpty();
  }

  private static List<BlockingRule> contact(
      Policy policy, DebtorContext context, Question.Contact contact, Question question) {
    return blocking(
        policy,
        ContactPolicy.permit(
            policy,
            context,
            contact.action(),
            contact.place(),
            contact.numberRef(),
            question.at(),
            List.of()));
  }

  private static List<BlockingRule> blocking(Policy policy, PermitVerdict verdict) {
    return verdict instanceof PermitVerdict.Refused refused
        ? refused.blocked().stream()
            .map(block -> BlockingRule.of(policy, block.pack(), block.ruleId(), block.citation()))
            .toList()
        : List.of();
  }

  private static List<BlockingRule> review(
      Policy policy, DebtorContext context, Question.Review review, Question question) {
    ReviewRuling ruling = ContactPolicy.review(policy, context, review.kind(), question.at());
    return ruling.barred()
        ? List.of(
            BlockingRule.of(
                policy, ruling.pack(), Objects.requireNonNull(ruling.ruleId()), ruling.citation()))
        : List.of();
  }
}
