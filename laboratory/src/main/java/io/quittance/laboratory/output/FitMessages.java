package io.quittance.laboratory.output;

import io.quittance.laboratory.fit.FitProgress;
import io.quittance.laboratory.search.SearchStatus;
import io.quittance.laboratory.search.Trial;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows the progress of a fit: a progress bar on a terminal; elsewhere, a line for each improved
/// trial and for each tenth of the search. Thread-safe.
public final class FitMessages implements FitProgress, AutoCloseable {

  private static final int STEPS = 1_000;

  private final Messages messages;
  private @Nullable ProgressBar bar;
  private int toldTenth;
  private int toldBest = -1;

  public FitMessages(Messages messages) {
    this.messages = messages;
  }

  @Override
  public synchronized void enter(Stage stage, String detail) {
    close();
    messages.say(
        "%s%s",
        switch (stage) {
          case SEARCH -> "Searching";
          case REFIT -> "Refitting the best settings";
          case COMBINE -> "Combining";
          case CALIBRATE -> "Calibrating";
        },
        detail.isEmpty() ? "" : ": " + detail);
  }

  @Override
  public synchronized void search(SearchStatus status) {
    if (messages.terminal()) {
      draw(status);
    } else {
      tell(status);
    }
  }

  private void draw(SearchStatus status) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  trials")
              .setInitialMax(STEPS)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .hideEta()
              .build();
    }
    bar.setExtraMessage(" " + words(status));
    bar.stepTo(Math.round(status.share() * STEPS));
  }

  private void tell(SearchStatus status) {
    int tenth = (int) (status.share() * 10);
    int best = status.best().map(Trial::index).orElse(-1);
    if (tenth > toldTenth || best != toldBest) {
      toldTenth = tenth;
      toldBest = best;
      messages.say("  %3.0f %%  %s", 100 * status.share(), words(status));
    }
  }

  private static String words(SearchStatus status) {
    StringBuilder text = new StringBuilder();
    text.append(status.done()).append(" done");
    status.trials().ifPresent(trials -> text.append(" of ").append(trials));
    if (status.pruned() > 0) {
      text.append(", ").append(status.pruned()).append(" pruned");
    }
    if (status.failed() > 0) {
      text.append(", ").append(status.failed()).append(" failed");
    }
    status.best().ifPresent(best -> text.append(", best ").append(words(best)));
    Optional<Duration> remaining = status.remaining();
    remaining.ifPresent(left -> text.append(", ").append(clock(left)).append(" left"));
    return text.toString();
  }

  private static String words(Trial best) {
    return String.format(Locale.ROOT, "%.5f by %s", best.logLoss(), best.point().family().slug());
  }

  private static String clock(Duration duration) {
    return duration.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /// Removes the progress bar, if there is one.
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
