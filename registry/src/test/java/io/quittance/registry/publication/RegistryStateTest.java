package io.quittance.registry.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.registry.publication.RegistryState.Published;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistryStateTest {

  private static final String KEY = "acme/m";
  private static final long PRESENT = 100;

  private static Map<Alias, VersionRef> champion(int version) {
    return Map.of(Alias.CHAMPION, new VersionRef(version, "ab".repeat(32)));
  }

  private static Map<String, Published> database(long revision, int champion) {
    return Map.of(KEY, new Published(1, "acme", "m", revision, champion(champion)));
  }

  private static Map<String, ModelLifecycleChanged> topic(
      long incarnation, long revision, int champion) {
    return Map.of(
        KEY,
        new ModelLifecycleChanged(
            "acme", "m", revision, Instant.EPOCH, champion(champion), incarnation));
  }

  /// The database is at 100/5 with champion 3.
  @ParameterizedTest
  @CsvSource({
    "100, 5, 3, false, false",
    "100, 4, 2, false, true",
    "99, 9, 9, false, true",
    "0, 5, 3, false, true",
    "100, 6, 4, true, false",
    "101, 1, 1, true, false",
    "100, 5, 2, true, false",
  })
  void theTopicIsEqualBehindOrAhead(
      long incarnation, long revision, int champion, boolean restored, boolean behind) {
    RegistryState state =
        new RegistryState(
            PRESENT, database(5, 3), Set.of(), topic(incarnation, revision, champion));

    assertEquals(restored, state.restored().isPresent());
    assertEquals(behind ? Set.of(KEY) : Set.of(), state.behind());
    assertEquals(Set.of(), state.absent());
  }

  @Test
  void aModelThatTheDatabaseLostSaysThatItWasRestoredUnlessAnOlderIncarnationToldOfIt() {
    RegistryState same = new RegistryState(PRESENT, Map.of(), Set.of(), topic(PRESENT, 1, 1));
    RegistryState older = new RegistryState(PRESENT, Map.of(), Set.of(), topic(PRESENT - 1, 1, 1));

    assertTrue(same.restored().orElseThrow().contains("snapshot 100/1 of model acme/m"));
    assertEquals(Optional.empty(), older.restored());
  }

  @Test
  void whatTheTopicLacksIsAbsentUnlessItIsOnItsWay() {
    RegistryState lost = new RegistryState(PRESENT, database(5, 3), Set.of(), Map.of());
    RegistryState underWay = new RegistryState(PRESENT, database(5, 3), Set.of(KEY), Map.of());

    assertEquals(Set.of(KEY), lost.absent());
    assertEquals(Set.of(KEY), lost.behind());
    assertEquals(Set.of(), underWay.absent());
    assertEquals(Set.of(), underWay.behind());
  }

  @Test
  void theNextIncarnationExceedsTheClockTheDatabaseAndTheTopic() {
    RegistryState state = new RegistryState(PRESENT, Map.of(), Set.of(), topic(200, 1, 1));

    assertEquals(5_000, state.next(5_000));
    assertEquals(201, state.next(50));
    assertEquals(
        PRESENT + 1, new RegistryState(PRESENT, Map.of(), Set.of(), Map.of()).next(PRESENT - 1));
  }
}
