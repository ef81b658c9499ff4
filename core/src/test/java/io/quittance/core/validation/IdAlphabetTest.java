package io.quittance.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares with a regular expression that says the same.
final class IdAlphabetTest {

  private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._:-]{0,127}");
  private static final String TEMPTING = "azAZ09/._:-@[`{\n\0 ÄéʼΩ\uD83D\uDE00";

  private final IdAlphabet eventId = new IdAlphabet("", "/._:-", 128);

  @Test
  void everyCharacterIsJudgedAsByTheExpressionFirstAndLater() {
    for (int one = 0; one <= Character.MAX_VALUE; one++) {
      assertAlike(String.valueOf((char) one));
      assertAlike("a" + (char) one);
    }
  }

  @Test
  void lengthsAreBounded() {
    for (int length : new int[] {0, 1, 2, 127, 128, 129, 1_000}) {
      assertAlike("x".repeat(length));
    }
  }

  @Test
  void randomTextsAreJudgedAsByTheExpression() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(140); length > 0; length--) {
        int among = random.nextInt(12) == 0 ? TEMPTING.length() : 6;
        text.append(TEMPTING.charAt(random.nextInt(among)));
      }
      assertAlike(text.toString());
    }
  }

  private void assertAlike(String text) {
    assertEquals(EVENT_ID.matcher(text).matches(), eventId.spells(text), text);
  }
}
