package io.quittance.local.replay;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case, and how the packs stand to its answers.
public record JudgedCase(LawCase lawCase, List<Answer> answers) {

  public JudgedCase {
    answers = List.copyOf(answers);
  }

  /// A question with the answers of both.
  ///
  /// @param lawful what the law says; null when that is not known
  public record Answer(@Nullable Boolean lawful, Ruling ruling, CaseVerdict verdict) {}

  /// Asks the packs every question of a case.
  public static JudgedCase of(LawCase lawCase, PolicyCatalogue packs) {
    return new JudgedCase(
        lawCase,
        lawCase.expected().stream().map(expected -> answer(lawCase, expected, packs)).toList());
  }

  private static Answer answer(LawCase lawCase, LawCase.Expected expected, PolicyCatalogue packs) {
    Question question = expected.question();
    DebtorContext context = lawCase.history().at(lawCase.account(), question.at());
    Ruling ruling = Ruling.of(packs.at(context, question.at()), context, question);
    return new Answer(expected.lawful(), ruling, verdict(expected.lawful(), ruling));
  }

  private static CaseVerdict verdict(@Nullable Boolean lawful, Ruling ruling) {
    if (lawful == null) {
      return CaseVerdict.NOT_JUDGED;
    }
    if (lawful == ruling.allowed()) {
      return CaseVerdict.AGREE;
    }
    if (!lawful) {
      return CaseVerdict.LOOSER;
    }
    return ruling.blocking().stream().allMatch(BlockingRule::declared)
        ? CaseVerdict.STRICTER_DECLARED
        : CaseVerdict.STRICTER_UNDECLARED;
  }

  /// Returns the verdict on the case, the worst of its answers.
  public CaseVerdict verdict() {
    return answers.stream()
        .map(Answer::verdict)
        .max(Comparator.naturalOrder())
        .orElse(CaseVerdict.NOT_JUDGED);
  }
}
