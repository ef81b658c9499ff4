package io.quittance.feedback.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.testkit.simulation.Histories;
import io.quittance.testkit.simulation.WithoutMend;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No label is made before what was published in time has been read, and every label is made in the
/// end. Set `-Dquittance.simulation.histories=1000000` for more histories.
final class WatermarkHistoriesTest {

  private static final long UNLESS_TOLD = 3_000;
  private static final long MOST_WITHOUT_A_MEND = 20_000;

  /// A mend, how it is taken out, and what must then be found.
  enum Mend {
    SILENCE_PROVES_NOTHING(
        "early",
        classes ->
            classes.calling(
                "io.quittance.feedback.label.Watermark", "isSilent", Removed.class, "isSilent")),
    RECORDS_THAT_WAIT_HOLD_THE_WATERMARK(
        "early",
        classes ->
            classes.calling(
                "io.quittance.feedback.label.ReadBarriers", "isBehind", Removed.class, "isBehind"));

    private final String violation;
    private final UnaryOperator<WithoutMend> removal;

    Mend(String violation, UnaryOperator<WithoutMend> removal) {
      this.violation = violation;
      this.removal = removal;
    }
  }

  @Test
  void everyHistoryKeepsWhatIsPromised() {
    Optional<Histories.Found<WatermarkHistories.Step>> found =
        new Histories<>(new WatermarkHistories()).search(Histories.count(UNLESS_TOLD));

    assertEquals(Optional.empty(), found.map(Histories.Found::report));
  }

  @ParameterizedTest
  @EnumSource
  void theAbsenceOfAMendIsFound(Mend mend) {
    LongFunction<?> without =
        mend.removal.apply(new WithoutMend()).create(FirstViolation.class, LongFunction.class);

    String report = (String) without.apply(MOST_WITHOUT_A_MEND);

    assertTrue(report.startsWith(mend.violation), "without it: '" + report + "'");
  }
}
