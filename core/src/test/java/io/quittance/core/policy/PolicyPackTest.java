package io.quittance.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.Action;
import io.quittance.core.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPackTest {

  @ParameterizedTest
  @ValueSource(strings = {"us-reg-f", "taiwan-replay", "strict"})
  void thePacksThatComeAlongCiteEveryRuleOfTheFirstPolicy(String id) throws IOException {
    PolicyPack pack = PolicyPack.named(id);

    assertEquals(id, pack.id());
    assertEquals(Sha256.hex(bytes(id)), pack.sha256());
    assertEquals(
        List.of(
            "HC01", "HC03", "HC04", "HC07", "HC08", "HC09", "HC10", "HC11", "HC14", "HC16", "HC23"),
        pack.rules().stream().map(Rule::id).filter(rule -> !rule.equals("HC05")).toList());
    assertTrue(pack.rules().stream().noneMatch(rule -> rule.citation().isBlank()));
    Economics economics = pack.requireEconomics();
    assertEquals(0.3, economics.exploration().coldStart());
    assertEquals(0.05, economics.exploration().model());
    assertEquals(pack.sha256(), Policy.of(pack).used().sha256());
  }

  @Test
  void theLadderIsReadByDaysPastDue() {
    Economics economics = PolicyPack.named("us-reg-f").requireEconomics();

    assertEquals(List.of(Action.EMAIL, Action.NO_CONTACT), economics.preferences(4));
    assertEquals(Action.CALL, economics.preferences(60).getFirst());
    assertEquals(Action.LETTER, economics.preferences(9_999).getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: attempt-cap      | kind: lunar-phase      | there is no kind of rule lunar-phase",
        "maxPerDay: 2           | maxPerDay: 2, maxPerWeek: 9 | there is no field maxPerWeek",
        "horizon: PT24H         | horison: PT24H         | there is no field horison",
        "opens: \"08:00\"       | opens: \"8 o'clock\"   | opens is missing or has a wrong value",
        "opens: \"08:00\"       | opens: \"22:00\"       | opens must be before closes",
        "max: 7, window: P7D    | max: 0, window: P7D    | max must be positive",
        "max: 7, window: P7D    | window: P7D            | max is missing",
        "max: 7, window: P7D    | max: 7                 | required field",
        "max: 7, window: P7D    | max: 7.5, window: P7D  | max is missing or has a wrong value",
        "results: [not-connected] | results: [asleep]      | wrong value",
        "actions: [call, letter] | actions: [call, pigeon] | wrong value",
        "actions: [call, letter] | actions: [no-contact]  | actions must be contacts",
        "id: HC03               | id: HC01               | id of its own",
        "valueShare: 0.1        | valueShare: 0.0        | valueShare must lie",
        "fromDaysPastDue: 5,    | fromDaysPastDue: 0,    | must begin at 0 days past due and rise",
        "coldStart: 0.3         | coldStart: 3           | must lie in [0, 1]",
        "version: \"1.0.0\"     | id: twice              | Duplicate field"
      })
  void aPackThatIsNotUnderstoodIsRefusedWithItsReason(String good, String bad, String reason)
      throws IOException {
    String yaml = new String(bytes("us-reg-f"), StandardCharsets.UTF_8);
    assertTrue(yaml.contains(good), good);
    byte[] broken = yaml.replaceFirst(Pattern.quote(good), bad).getBytes(StandardCharsets.UTF_8);

    PolicyPackException refused =
        assertThrows(PolicyPackException.class, () -> PolicyPack.read(broken));

    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  @Test
  void theReasonNamesTheLine() throws IOException {
    String yaml = new String(bytes("us-reg-f"), StandardCharsets.UTF_8);
    int line = yaml.substring(0, yaml.indexOf("kind: cadence")).split("\n", -1).length;

    PolicyPackException refused =
        assertThrows(
            PolicyPackException.class,
            () ->
                PolicyPack.read(
                    yaml.replace("kind: cadence", "kind: decadence")
                        .getBytes(StandardCharsets.UTF_8)));

    assertEquals(line, refused.line());
    assertEquals("line " + line + ": there is no kind of rule decadence", refused.getMessage());
  }

  @Test
  void anEmptyOrUnknownPackIsRefused() {
    assertThrows(PolicyPackException.class, () -> PolicyPack.read(new byte[0]));
    assertThrows(PolicyPackException.class, () -> PolicyPack.read(new byte[] {'{', '}'}));
    assertThrows(PolicyPackException.class, () -> PolicyPack.read(new byte[] {'{', (byte) 0xff}));
    assertThrows(PolicyPackException.class, () -> PolicyPack.named("atlantis"));
  }

  private static byte[] bytes(String id) throws IOException {
    try (InputStream in = PolicyPackTest.class.getResourceAsStream("/packs/" + id + ".yaml")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
