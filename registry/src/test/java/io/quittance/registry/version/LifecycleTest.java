package io.quittance.registry.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LifecycleTest {

  /// Rows are events, columns states in the order of the header; `-` is a refusal.
  private static final String TABLE =
      """
      .            candidate  validated  shadow     challenger champion  retired   rejected
      gate-passed  validated  validated  shadow     challenger -         -         -
      gate-failed  rejected   rejected   rejected   rejected   -         -         -
      declined     rejected   rejected   rejected   rejected   -         -         -
      shadowed     -          shadow     -          -          -         -         -
      challenged   -          challenger challenger -          -         -         -
      withdrawn    -          -          validated  validated  -         -         -
      promoted     -          champion   champion   champion   -         -         -
      superseded   -          -          -          -          retired   -         -
      rolled-back  -          -          -          -          retired   -         -
      restored     -          -          -          -          -         champion  -
      """;

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairOfStateAndEventGivesWhatTheTableSays(
      VersionState state, LifecycleEvent event, Optional<VersionState> expected) {
    assertEquals(expected, Lifecycle.next(state, event));
  }

  static Stream<Arguments> pairs() {
    String[][] cells = TABLE.lines().map(line -> line.split(" +")).toArray(String[][]::new);
    assertEquals(LifecycleEvent.values().length + 1, cells.length);
    return Stream.of(VersionState.values())
        .flatMap(
            state ->
                Stream.of(LifecycleEvent.values())
                    .map(event -> Arguments.of(state, event, cell(cells, state, event))));
  }

  private static Optional<VersionState> cell(
      String[][] cells, VersionState state, LifecycleEvent event) {
    int column = Stream.of(cells[0]).toList().indexOf(state.text());
    String[] row =
        Stream.of(cells).filter(line -> line[0].equals(event.text())).findFirst().orElseThrow();
    return row[column].equals("-")
        ? Optional.empty()
        : Optional.of(VersionState.valueOf(row[column].toUpperCase(Locale.ROOT)));
  }
}
