package io.quittance.console.today;

import io.quittance.console.model.Registered;
import io.quittance.console.remote.Answer;
import io.quittance.console.shell.Formats;
import io.quittance.console.shell.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the first page shows. A panel is null where its roles are not the person's.
record Today(
    Frame frame,
    Instant now,
    @Nullable Answer<CasePanel> cases,
    @Nullable Answer<List<ModelPanel>> models,
    @Nullable Answer<String> drift,
    @Nullable Answer<List<Reported.Job>> jobs) {

  /// The open cases.
  ///
  /// @param count `23`, or `200 or more`
  /// @param kinds how many of each kind
  /// @param oldest since when the oldest is open; empty without cases
  record CasePanel(String count, List<KindCount> kinds, String oldest) {

    static CasePanel of(Reported.Cases cases, Instant now) {
      Map<String, Long> byKind =
          cases.reviews().stream()
              .collect(
                  Collectors.groupingBy(Reported.Case::kind, TreeMap::new, Collectors.counting()));
      List<KindCount> kinds =
          byKind.entrySet().stream()
              .map(kind -> new KindCount(kind.getKey(), kind.getValue()))
              .toList();
      String oldest =
          cases.reviews().isEmpty()
              ? ""
              : Formats.age(Duration.between(cases.reviews().getFirst().openedAt(), now));
      String count = Formats.grouped(cases.reviews().size());
      return new CasePanel(cases.next() == null ? count : count + " or more", kinds, oldest);
    }

    public boolean isEmpty() {
      return kinds.isEmpty();
    }
  }

  /// How many cases of a kind are open.
  record KindCount(String kind, long count) {}

  /// A model: what serves and what waits.
  ///
  /// @param serves one sentence
  record ModelPanel(String name, String serves, Answer<Registered.Versions> waiting) {

    /// @param serving null when scoring did not say
    static String serves(
        Registered.Model model, @Nullable Answer<Registered.Serving> asked, Instant now) {
      Registered.Holder champion = model.champion();
      if (champion == null) {
        return "No champion yet: rules alone decide.";
      }
      String since =
          "Version %d is champion since %s (%s)."
              .formatted(
                  champion.version(),
                  Formats.shown(champion.since()),
                  Formats.age(Duration.between(champion.since(), now)));
      Registered.Serving serving = asked == null ? null : asked.value();
      if (asked == null || (serving != null && !serving.name().equals(model.name()))) {
        return since;
      } else if (serving == null) {
        return since + " " + asked.problem();
      } else if (serving.degraded()) {
        return since + " Scoring does not use it yet: rules alone decide.";
      }
      return Integer.valueOf(champion.version()).equals(serving.version())
          ? since + " Scoring decides with it."
          : "%s Scoring still decides with version %d.".formatted(since, serving.version());
    }
  }

  /// Returns the verdict on drift in one sentence.
  static String drift(Reported.Drift drift) {
    return switch (drift.state()) {
      case "no-champion" -> "There is no champion to compare with.";
      case "loading" -> "The champion's training data are being loaded.";
      case "insufficient" -> "Too few decisions yet to say whether data drifted.";
      case String state -> {
        long drifting = drift.driftingFeatures() == null ? 0 : drift.driftingFeatures();
        yield "%s: %d of %d features of version %d drift, in %s decisions from %s to %s."
            .formatted(
                state.equals("drifting") ? "Drifting" : "Stable",
                drifting,
                drift.features().size(),
                drift.version(),
                drift.rows() == null ? "no" : Formats.grouped(drift.rows()),
                drift.from() == null ? "?" : Formats.day(drift.from()),
                drift.to() == null ? "?" : Formats.day(drift.to()));
      }
    };
  }
}
