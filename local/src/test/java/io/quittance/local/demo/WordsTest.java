package io.quittance.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.local.traffic.Decisions;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aDecisionSaysWhatWhenWhyAndWhatIsNotAllowed() {
    String text =
        Words.of(
            Decisions.of(Decisions.review("A1", "2026-01-05T06:00:00Z")),
            "at least 5 % is paid within 30 days");

    assertEquals(
        """
        Account A1 owed USD 1,234.56 on 5 Jan 2026 06:00 UTC, when this event arrived: review due.
        Recommended: a text message with a payment plan of USD 1,234.56 in 12 parts, from 5 Jan 2026
        14:00 UTC to 6 Jan 2026 03:00 UTC. The estimated probability that at least 5 % is paid within 30
        days is 42 %; risk without contact: high.
        Why: it has the highest expected net value of all permitted actions.
        Compared with the other actions:
          · no contact: probability 31 %, expected net value USD 38.00
          · a text message: probability 42 %, expected net value USD 51.00 – chosen
          · a call: probability 45 %, expected net value USD 53.00 – not permitted now, next from
            2026-01-08T08:00-05:00[America/New_York]
        Not permitted:
          · a call: There was a telephone conversation less than seven days ago. (HC04, 12 CFR
            1006.14(b)(2)(i)(B)) until 8 Jan 2026 06:00 UTC
        What moved the estimate most:
          · Payments arrived in the last month. (paid_30d, +0.41)
        """,
        text.substring(0, text.indexOf("Evidence")));
    assertTrue(text.lines().allMatch(line -> line.length() <= 96), text);
  }

  @Test
  void wrappingBreaksAtSpacesOnly() {
    assertEquals("aa bb\ncc\nlongerthan", Words.wrapped("aa bb cc longerthan", 5));
  }
}
