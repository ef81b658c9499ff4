package io.quittance.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.embedded.process.Patience;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import io.quittance.simulator.book.PlannedContact;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class PermitDeskTest {

  private static final Instant NOON = Instant.parse("2026-03-02T18:00:00Z");

  private static PlannedContact contact(String account, String debtor, Instant at) {
    return new PlannedContact(
        account, debtor, new UUID(1, account.hashCode()), Channel.CALL, Place.MOBILE, at);
  }

  private static Map<String, String> reserve(PermitDesk.Calls calls, PlannedContact... contacts) {
    try (PermitDesk desk = new PermitDesk(calls, Patience.ofEnvironment())) {
      return desk.reserve(List.of(contacts));
    }
  }

  @Test
  void aContactIsReservedAndCommittedAtItsInstant() {
    List<String> sent = Collections.synchronizedList(new ArrayList<>());

    Map<String, String> permits =
        reserve(
            (path, body) -> {
              sent.add(path + " " + body);
              return "permit-1";
            },
            contact("A-1", "D-1", NOON));

    assertEquals(Map.of("A-1", "permit-1"), permits);
    assertEquals(
        List.of(
            "/v1/permits {requestId=A-1-1772474400000, accountId=A-1, channel=call, place=mobile, decisionId=%s, at=2026-03-02T18:00:00Z}"
                .formatted(new UUID(1, "A-1".hashCode())),
            "/v1/permits/permit-1/commit {at=2026-03-02T18:00:00Z}"),
        sent);
  }

  @Test
  void whatIsRefusedAtEitherStepIsNotContacted() {
    Map<String, String> permits =
        reserve(
            (path, body) -> {
              if (path.endsWith("/commit")) {
                if (path.contains("A-2")) {
                  throw new Rest.RefusedException(409, "permit-revoked");
                }
                return path.substring("/v1/permits/".length(), path.lastIndexOf('/'));
              }
              if ("A-1".equals(body.get("accountId"))) {
                throw new Rest.RefusedException(422, "contact-refused");
              }
              return String.valueOf(body.get("accountId"));
            },
            contact("A-1", "D-1", NOON),
            contact("A-2", "D-2", NOON),
            contact("A-3", "D-3", NOON));

    assertEquals(Map.of("A-3", "A-3"), permits);
  }

  @Test
  void theContactsOfADebtorAreAskedForInTheOrderOfTheirInstants() {
    List<Object> asked = Collections.synchronizedList(new ArrayList<>());

    reserve(
        (path, body) -> {
          asked.add(body.getOrDefault("accountId", "commit"));
          return "permit";
        },
        contact("A-2", "D-1", NOON.plusSeconds(60)),
        contact("A-1", "D-1", NOON),
        contact("A-3", "D-1", NOON.plusSeconds(90)));

    assertEquals(List.of("A-1", "commit", "A-2", "commit", "A-3", "commit"), asked);
  }

  @Test
  void aCallWithoutAnAnswerIsRepeatedWithTheSameRequest() {
    Map<Object, Integer> tries = new ConcurrentHashMap<>();

    Map<String, String> permits =
        reserve(
            (path, body) -> {
              if (tries.merge(path + body, 1, Integer::sum) == 1) {
                throw path.endsWith("/commit")
                    ? new Rest.RefusedException(503, "storage-unavailable")
                    : new IOException("no answer");
              }
              return "permit";
            },
            contact("A-1", "D-1", NOON));

    assertEquals(Map.of("A-1", "permit"), permits);
    assertEquals(2, tries.size());
  }

  @Test
  void aRequestThatScoringDoesNotUnderstandEndsTheDemo() {
    StalledException stalled =
        assertThrows(
            StalledException.class,
            () ->
                reserve(
                    (_, _) -> {
                      throw new Rest.RefusedException(400, "at-not-allowed");
                    },
                    contact("A-1", "D-1", NOON)));

    assertEquals("at-not-allowed", stalled.reason());
  }
}
