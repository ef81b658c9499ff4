package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.Residence;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.vocabulary.ActorType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where a debtor may live: everywhere that any account says.
class ResidenceTest {

  private static final String PLACED = "2026-01-02T00:00:00Z";

  private static Histories placed(
      String id, String at, String place, @Nullable List<String> others, String... zones) {
    return new Histories(id)
        .tell(
            at,
            new AccountEvent.Placed(
                id,
                "deb-1",
                new Snapshot(Instant.parse(PLACED), 100, "USD", 40, null, null),
                ActorType.CREDITOR,
                place,
                List.of(zones),
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                others,
                null));
  }

  private static Histories moved(Histories history, String id, List<String> places) {
    return history.tell(
        "2026-02-01T00:00:00Z",
        new AccountEvent.Updated(
            id, "deb-1", new Snapshot(Instant.parse(PLACED), 100, "USD", 40, null, null), places));
  }

  private static Residence at(String instant, Histories own, Histories... others) {
    return Residence.of(
        DebtorContext.of(
            own.state(), java.util.Arrays.stream(others).map(Histories::state).toList()),
        Instant.parse(instant));
  }

  @Test
  void everyPlaceOfEveryAccountCountsOnceInTheOrderOfTheAlphabet() {
    Histories own =
        moved(
            placed("a", PLACED, "US-WA", List.of("US-TX", "US-IL"), "America/New_York"),
            "a",
            List.of("CA-ON", "US-WA"));
    Histories other = placed("b", PLACED, "US-AK", null, "America/Chicago", "America/New_York");

    Residence residence = at("2026-03-01T00:00:00Z", own, other);

    assertEquals(List.of("CA-ON", "US-AK", "US-IL", "US-TX", "US-WA"), residence.jurisdictions());
    assertEquals(
        List.of(ZoneId.of("America/Chicago"), ZoneId.of("America/New_York")), residence.zones());
  }

  @Test
  void nothingIsKnownBeforeTheFirstPlacementOfAnyAccount() {
    Histories later = placed("a", "2026-05-01T00:00:00Z", "US-WA", null, "America/New_York");

    assertEquals(new Residence(List.of(), List.of()), at("2026-04-30T23:59:59.999Z", later));
    assertEquals(List.of("US-WA"), at("2026-05-01T00:00:00Z", later).jurisdictions());
    assertEquals(
        List.of("US-AK", "US-WA"),
        at("2026-04-01T00:00:00Z", later, placed("b", PLACED, "US-AK", null, "America/Chicago"))
            .jurisdictions());
  }
}
