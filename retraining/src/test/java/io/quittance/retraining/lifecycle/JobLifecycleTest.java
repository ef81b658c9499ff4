package io.quittance.retraining.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class JobLifecycleTest {

  /// Rows are events, columns states in the order of the header; `-` is a refusal.
  ///
  /// Written from what the words mean: the data set can be lost and fetched again at any time
  /// before the end; training needs a data set, so it never follows `queued`, but it starts again
  /// after a restart or when the champion changed; evaluation follows training and export follows
  /// evaluation, since neither has anything on disk to resume from; registration can be repeated
  /// with the stored bundle; only the registry's answer ends a job with a version; an unfinished
  /// job can always be postponed or fail; a final state is final.
  private static final String TABLE =
      """
      .                    queued   fetching training   evaluating exporting   registering done rejected failed
      fetch-started        fetching fetching fetching   fetching   fetching    fetching    -    -        -
      training-started     -        training training   training   training    training    -    -        -
      evaluation-started   -        -        evaluating -          -           -           -    -        -
      export-started       -        -        -          exporting  -           -           -    -        -
      registration-started -        -        -          -          registering registering -    -        -
      version-accepted     -        -        -          -          -           done        -    -        -
      version-rejected     -        -        -          -          -           rejected    -    -        -
      postponed            queued   fetching training   evaluating exporting   registering -    -        -
      failed               failed   failed   failed     failed     failed      failed      -    -        -
      """;

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairOfStateAndEventGivesWhatTheTableSays(
      JobState state, JobEvent event, Optional<JobState> expected) {
    assertEquals(expected, JobLifecycle.next(state, event));
  }

  static Stream<Arguments> pairs() {
    String[][] cells = TABLE.lines().map(line -> line.split(" +")).toArray(String[][]::new);
    assertEquals(JobEvent.values().length + 1, cells.length);
    for (String[] row : cells) {
      assertEquals(JobState.values().length + 1, row.length, row[0]);
    }
    return Stream.of(JobState.values())
        .flatMap(
            state ->
                Stream.of(JobEvent.values())
                    .map(event -> Arguments.of(state, event, cell(cells, state, event))));
  }

  private static Optional<JobState> cell(String[][] cells, JobState state, JobEvent event) {
    int column = Stream.of(cells[0]).toList().indexOf(state.wireName());
    String[] row =
        Stream.of(cells).filter(line -> line[0].equals(event.text())).findFirst().orElseThrow();
    return row[column].equals("-")
        ? Optional.empty()
        : Optional.of(JobState.valueOf(row[column].toUpperCase(Locale.ROOT)));
  }
}
