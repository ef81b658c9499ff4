package io.quittance.console.model;

import io.quittance.console.model.Registered.Gate;
import io.quittance.console.model.Registered.History;
import io.quittance.console.model.Registered.Serving;
import io.quittance.console.model.Registered.Version;
import io.quittance.console.shell.Formats;
import io.quittance.console.shell.Person;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The five steps of a version from its training to its service, in words. Pure functions.
final class FourEyes {

  private FourEyes() {}

  /// One step.
  ///
  /// @param done whether it is behind the version
  /// @param detail who, when and how
  record Step(String title, boolean done, String detail) {

    /// Returns the state of the step in a word, which the page's mark repeats.
    public String word() {
      return done ? "done" : "open";
    }
  }

  /// @param serving null when scoring did not say
  static List<Step> steps(
      Version version, History history, @Nullable Serving serving, Person person) {
    return List.of(
        trained(version, person),
        gate(version.gate()),
        approved(version, person),
        promoted(version, history, person),
        serves(version, serving));
  }

  private static Step trained(Version version, Person person) {
    String asked =
        version.requestedBy() == null
            ? "nothing says who asked for it"
            : "asked for by " + person.call(version.requestedBy());
    return new Step(
        "Trained",
        true,
        "Registered %s by %s; %s."
            .formatted(
                Formats.shown(version.registeredAt()), person.call(version.registeredBy()), asked));
  }

  private static Step gate(@Nullable Gate gate) {
    if (gate == null) {
      return new Step("Gate", false, "Not judged yet.");
    }
    return new Step("Gate", gate.passed(), figures(gate));
  }

  /// Returns the gate's figures in one sentence.
  static String figures(Gate gate) {
    String rows = Formats.grouped(gate.rows()) + " rows";
    if (gate.candidateAuc() == null) {
      return "%s, on %s.".formatted(capital(gate.verdict()), rows);
    }
    if (gate.championAuc() == null || gate.deltaAuc() == null) {
      return "%s: AUC %s on %s; there was no champion to compare with."
          .formatted(capital(gate.verdict()), Formats.figure(gate.candidateAuc()), rows);
    }
    return "%s: AUC %s against %s of version %s, difference %s%s, on the same %s."
        .formatted(
            capital(gate.verdict()),
            Formats.figure(gate.candidateAuc()),
            Formats.figure(gate.championAuc()),
            gate.comparedWith() == null ? "the champion" : gate.comparedWith().toString(),
            signed(gate.deltaAuc()),
            gate.low() == null || gate.high() == null
                ? ""
                : " (%s to %s)".formatted(signed(gate.low()), signed(gate.high())),
            rows);
  }

  private static Step approved(Version version, Person person) {
    Integer required = version.requiredApprovals();
    long given = version.countedApprovals();
    String count =
        required == null ? "%d so far".formatted(given) : "%d of %d".formatted(given, required);
    String who =
        version.approvals().stream()
            .map(yes -> person.call(yes.by()) + " on " + Formats.shown(yes.at()))
            .collect(Collectors.joining(", "));
    boolean done =
        (required != null && given >= required)
            || version.isChampion()
            || version.state().equals("retired");
    return new Step("Approved", done, count + (who.isEmpty() ? "." : ": " + who + "."));
  }

  private static Step promoted(Version version, History history, Person person) {
    return history.items().stream()
        .filter(step -> step.to().equals("champion"))
        .reduce((_, last) -> last)
        .map(
            step ->
                new Step(
                    "Promoted",
                    true,
                    "%s by %s: %s."
                        .formatted(
                            Formats.shown(step.at()), person.call(step.by()), step.reason())))
        .orElse(
            new Step(
                "Promoted",
                false,
                version.state().equals("rejected") ? "Rejected for good." : "Not yet."));
  }

  private static Step serves(Version version, @Nullable Serving serving) {
    if (serving == null) {
      return new Step("Serves", false, "Scoring did not say which version serves.");
    }
    boolean same = serving.name().equals(version.model());
    boolean serves =
        same && !serving.degraded() && Integer.valueOf(version.version()).equals(serving.version());
    if (serves) {
      return new Step("Serves", true, "Scoring decides with it.");
    }
    String other =
        !same || serving.degraded()
            ? "Rules alone decide at the moment."
            : "Scoring decides with version %d.".formatted(serving.version());
    return new Step("Serves", false, version.isChampion() ? "Not yet: " + other : other);
  }

  private static String signed(double value) {
    return (value < 0 ? "−" : "+") + Formats.figure(Math.abs(value));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
