package io.quittance.local.policy;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.local.option.JsonOption;
import io.quittance.local.policy.trial.RuleRows;
import io.quittance.local.policy.trial.TrialPacks;
import io.quittance.local.policy.trial.TryText;
import io.quittance.local.replay.Answers;
import io.quittance.local.replay.BlockingRule;
import io.quittance.local.replay.CaseVerdict;
import io.quittance.local.replay.JudgedCase;
import io.quittance.local.replay.LawCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Holds the packs to cases of law.
@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the packs the questions of a folder of cases of law and compares the answers, a line a",
      "case. Exit status 0 when no answer is looser than the law, none is stricter without saying",
      "so, and every case was judged."
    })
final class PolicyCases implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "folders with events.ndjson and expected.txt")
  private @Nullable Path directory;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "answers of cases whose expected.txt answers in words alone")
  private @Nullable Path answers;

  @Mixin private final TrialPacks trials = new TrialPacks();

  @Option(names = "--questions", description = "Prints a line a question under each case.")
  private boolean questions;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    Answers written = answers == null ? Answers.own() : Answers.read(answers).or(Answers.own());
    TrialPacks.Catalogue catalogue = trials.catalogue();
    PolicyCatalogue packs = catalogue.packs();
    if (!json.asked()) {
      System.out.print(new TryText(catalogue).trials());
    }
    List<JudgedCase> judged = new ArrayList<>();
    for (Path folder : LawCase.folders(Objects.requireNonNull(directory))) {
      JudgedCase one = JudgedCase.of(LawCase.read(folder, written), packs);
      judged.add(one);
      if (!json.asked()) {
        print(one);
      }
    }
    if (json.asked()) {
      printJson(judged);
    } else {
      System.out.println(totals(judged));
    }
    return judged.stream()
            .map(JudgedCase::verdict)
            .allMatch(
                verdict -> verdict == CaseVerdict.AGREE || verdict == CaseVerdict.STRICTER_DECLARED)
        ? 0
        : 1;
  }

  private void print(JudgedCase judged) {
    String remark = judged.lawCase().remark();
    System.out.printf(
        "%-21s %s: expected %s, got %s%s%s%n",
        judged.verdict().words(),
        judged.lawCase().name(),
        judged.answers().stream()
            .map(answer -> word(answer.lawful()))
            .collect(Collectors.joining(" ")),
        judged.answers().stream()
            .map(answer -> word(answer.ruling().allowed()))
            .collect(Collectors.joining(" ")),
        by(rules(judged)),
        remark == null ? "" : "; " + remark);
    if (questions) {
      judged.answers().forEach(PolicyCases::print);
    }
  }

  private static void print(JudgedCase.Answer answer) {
    System.out.printf(
        "    %-21s %s: expected %s, got %s%s%n",
        answer.verdict().words(),
        answer.ruling().question(),
        word(answer.lawful()),
        word(answer.ruling().allowed()),
        by(answer.ruling().blocking()));
    if (answer.verdict() == CaseVerdict.STRICTER_DECLARED) {
      answer
          .ruling()
          .blocking()
          .forEach(rule -> System.out.printf("      %s: %s%n", rule.qualified(), rule.reason()));
    }
  }

  /// Each rule that forbids something in a case, once.
  private static List<BlockingRule> rules(JudgedCase judged) {
    return judged.answers().stream()
        .flatMap(answer -> answer.ruling().blocking().stream())
        .distinct()
        .toList();
  }

  private static String by(List<BlockingRule> rules) {
    return rules.isEmpty()
        ? ""
        : " by " + rules.stream().map(BlockingRule::qualified).collect(Collectors.joining(", "));
  }

  private static String word(@Nullable Boolean lawful) {
    return lawful == null ? "?" : lawful ? "yes" : "no";
  }

  private static long count(List<JudgedCase> judged, CaseVerdict verdict) {
    return judged.stream().filter(one -> one.verdict() == verdict).count();
  }

  private static String totals(List<JudgedCase> judged) {
    StringBuilder text =
        new StringBuilder(
            "%d cases, %d questions:"
                .formatted(
                    judged.size(), judged.stream().mapToInt(one -> one.answers().size()).sum()));
    String between = " ";
    for (CaseVerdict verdict : CaseVerdict.values()) {
      text.append(between).append(count(judged, verdict)).append(' ').append(verdict.words());
      between = ", ";
    }
    return text.toString();
  }

  private static void printJson(List<JudgedCase> judged) {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (CaseVerdict verdict : CaseVerdict.values()) {
      totals.put(verdict.words(), count(judged, verdict));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("cases", judged.stream().map(PolicyCases::row).toList());
    answer.put("totals", totals);
    JsonOption.print(answer);
  }

  private static Map<String, Object> row(JudgedCase judged) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", judged.lawCase().name());
    row.put("verdict", judged.verdict().words());
    if (judged.lawCase().remark() != null) {
      row.put("remark", judged.lawCase().remark());
    }
    row.put("questions", judged.answers().stream().map(PolicyCases::row).toList());
    return row;
  }

  private static Map<String, Object> row(JudgedCase.Answer answer) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ask", answer.ruling().question().subject().toString());
    row.put("at", answer.ruling().question().at().toString());
    row.put("verdict", answer.verdict().words());
    row.put("expected", word(answer.lawful()));
    row.put("got", word(answer.ruling().allowed()));
    row.put("rules", answer.ruling().blocking().stream().map(RuleRows::of).toList());
    return row;
  }
}
