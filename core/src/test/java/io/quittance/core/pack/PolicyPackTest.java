package io.quittance.core.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPackTest {

  private static final String FILE = "us-reg-f-2025.1";

  @Test
  void theRulesOfTheLawAreAllInSomePack() {
    TreeSet<String> ids =
        BuiltInPacks.all().stream()
            .flatMap(pack -> pack.rules().stream())
            .map(rule -> rule.id().substring(0, 4))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        IntStream.concat(IntStream.rangeClosed(1, 24), IntStream.rangeClosed(31, 44))
            .mapToObj("HC%02d"::formatted)
            .toList(),
        List.copyOf(ids));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us-reg-f-2021.1 | base | HC01 HC02 HC03 HC04 HC05 HC06 HC07 HC08 HC09 HC10 HC11 HC12 HC13 HC14 HC15 HC16 HC22 HC23",
        "us-reg-f-2025.1 | base | HC01 HC02 HC03 HC04 HC05 HC06 HC07 HC08 HC09 HC10 HC11 HC12 HC13 HC14 HC15 HC16 HC17 HC22 HC23",
        "us-reg-f-2026.1 | base | HC01 HC03 HC04 HC05 HC06 HC07 HC07a HC07b HC07c HC02 HC08 HC09 HC10 HC11 HC12 HC13 HC13a HC14 HC14a HC15 HC16 HC16a HC16b HC16c HC16d HC22 HC23 HC24 HC17 HC17a",
        "us-ma-2021.1 | overlay | HC06 HC18a HC18b",
        "us-ma | overlay | HC06 HC18a HC18b",
        "us-dc | overlay | HC31 HC31a HC31b HC31c HC31d HC31e HC31f HC31g HC31h",
        "us-wa | overlay | HC32 HC32a HC32b HC32c HC32d HC32e HC32f",
        "us-ny-nyc | overlay | HC33 HC33a",
        "us-fl | overlay | HC40",
        "us-ca | overlay | HC41 HC41a HC41b HC41c HC41d HC41e HC41f HC41g",
        "us-tx | overlay | HC42 HC42a",
        "ca | base | HC34 HC34a HC06 HC07 HC07a HC02 HC08 HC09 HC10 HC11 HC12 HC13 HC13a HC14 HC14a HC15 HC16 HC16a HC16b HC16c HC16d HC22 HC23 HC17",
        "ca-on | overlay | HC35 HC35a HC35b HC35c",
        "ca-qc | overlay | HC36 HC36a HC36b",
        "ca-nb | overlay | HC37 HC37a HC37b HC37c",
        "au | overlay | HC38 HC38a HC38b HC38c",
        "gr | overlay | HC39 HC39a HC39b HC39c",
        "india-rbi | overlay | HC19",
        "india-rbi-microfinance | overlay | HC19m",
        "uk-fca-2021.1 | overlay | HC20 HC21",
        "uk-fca | overlay | HC20 HC20a HC21",
        "eu-gdpr | overlay | HC22",
        "de | overlay | HC43 HC43a",
        "za | overlay | HC44 HC44a HC44b",
        "strict-2.0.0 | base | HC01 HC02 HC03 HC04 HC06 HC07 HC08 HC09 HC10 HC11 HC12 HC13 HC14 HC15 HC16 HC17 HC20 HC21 HC22 HC23",
        "strict | base | HC01 HC03 HC03a HC03b HC04 HC06 HC07 HC02 HC08 HC09 HC10 HC11 HC12 HC13 HC13a HC14 HC14a HC15 HC16 HC16a HC16b HC16c HC16d HC22 HC23 HC24 HC17 HC20 HC20a HC21",
        "taiwan-replay | base | HC01 HC03 HC04 HC05 HC07 HC08 HC09 HC10 HC11 HC14 HC16 HC22 HC23"
      })
  void eachPackHoldsItsRules(String file, String type, String rules) {
    PolicyPack pack = PolicyPack.read(bytes(file));

    assertEquals(type, pack.type().wireName());
    assertEquals(Sha256.hex(bytes(file)), pack.sha256());
    assertEquals(List.of(rules.split(" ")), pack.rules().stream().map(Rule::id).toList());
    assertTrue(pack.assumptions().size() >= 2);
  }

  static List<String> files() {
    return BuiltInPacks.FILES;
  }

  /// Fails for an edited pack: sign it again with `./quittance policy sign
  /// core/src/main/resources/packs/FILE.yaml --key KEY`.
  @ParameterizedTest
  @MethodSource("files")
  void thePacksThatComeAlongAreSigned(String file) {
    PolicyPackException refusal = null;
    try {
      BuiltInPacks.keys()
          .read(file + ".yaml", bytes(file), BuiltInPacks.resource(file + ".yaml.sig"));
    } catch (PolicyPackException e) {
      refusal = e;
    }

    assertNull(
        refusal,
        () ->
            "sign it again:  ./quittance policy sign core/src/main/resources/packs/"
                + file
                + ".yaml --key KEY");
  }

  @Test
  void theNewestVersionAnswersToTheName() {
    assertEquals("2026.1", PolicyPack.builtIn("us-reg-f").version());
  }

  @Test
  void economicsAreReadAsWritten() {
    Economics economics = PolicyPack.builtIn("us-reg-f").requireEconomics();

    assertEquals(List.of(Action.EMAIL, Action.NO_CONTACT), economics.preferredActions(4));
    assertEquals(Action.CALL, economics.preferredActions(60).getFirst());
    assertEquals(Action.LETTER, economics.preferredActions(9_999).getFirst());
    assertEquals(0.3, economics.exploration().coldStart());
    assertEquals(0.02, economics.holdout().share());
    assertEquals(
        new Economics.OfferTerms(30, 20_000, 1.1, 0.9, 12, 2_500L, null),
        economics.valuation().offers().get(Offer.PAYMENT_PLAN));
    assertEquals(150, economics.proposals().getFirst().fromDaysPastDue());
    assertThrows(IllegalStateException.class, () -> PolicyPack.builtIn("us-ma").requireEconomics());
  }

  @ParameterizedTest
  @CsvSource({
    "us-reg-f, US, true",
    "us-reg-f, US-MA, true",
    "us-reg-f, USA, false",
    "us-ma, US, false",
    "us-ma, US-MA, true",
    "strict, ZW, true",
    "eu-gdpr, DE-BY, true"
  })
  void aJurisdictionCoversItsParts(String id, String jurisdiction, boolean covered) {
    assertEquals(covered, PolicyPack.builtIn(id).covers(jurisdiction));
  }

  /// Each row breaks one line of a good pack; the message is told as a whole: `@` is the line that
  /// was broken, `{horizon:}` that of another field.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: cadence              | kind: lunar-phase          | line @: unknown kind of rule: lunar-phase
          kind: cadence, min         | min                        | line @: rules[6].limit.kind is missing
          maxPerDay: 2,              | maxPerDay: 2, maxAWeek: 9, | line @: unknown field: maxAWeek
          maxPerDay: 2,              | ''                         | line @: rules[6].limit.maxPerDay is missing
          horizon: PT24H             | horison: PT24H             | line @: unknown field: horison
          horizon: PT24H             | '#'                        | the required field horizon is missing
          horizon: PT24H             | horizon: a day             | line @: horizon has an invalid value: a day
          horizon: PT24H             | horizon: P99D              | line @: horizon must be positive and at most 60 days
          minimumWindow: PT30M       | minimumWindow: P2D         | line @: minimumWindow must lie between zero and the horizon
          valueShare: 0.1            | valueShare: 0.0            | line @: valueShare must lie in (0, 1]
          valueShare: 0.1            | valueShare: .nan           | line @: valueShare has an invalid value
          valueShare: 0.1            | valueShare: much           | line @: valueShare has an invalid value
          hardshipBurdenFactor: 4.0  | hardshipBurdenFactor: 0.5  | line @: hardshipBurdenFactor must lie in [1, 1000]
          minimumGainMinor: 0.0      | minimumGainMinor: -1.0     | line @: minimumGainMinor must be 0 or more
          letter: {cost: 110.0       | pigeon: {cost: 110.0       | line {actions:}: actions has an invalid value: pigeon
          letter: {cost: 110.0       | letter: {cost: -1.0        | line @: cost and burden must be 0 or more
          'response: 1.0, '          | ''                         | line @: offers.reminder.response is missing
          response: 1.0              | response: 0.0              | line @: response must lie in (0, 10]
          share: 0.75                | share: 1.75                | line @: share must lie in (0, 1]
          leastShare: 0.7            | leastShare: 0.8            | line @: leastShare must not exceed share
          ', leastShare: 0.7'        | ''                         | line {offers:}: offers: a settlement must have leastShare; no other offer may
          ', mostInstalments: 12'    | ''                         | line {offers:}: offers: a payment-plan must have mostInstalments and leastInstalmentMinor; no other offer may
          coldStart: 0.3             | coldStart: 3.0             | line @: coldStart and model must lie in [0, 1]
          salt: holdout-1            | salt: us-reg-f-1           | line @: holdout and exploration must have different salts
          share: 0.02                | share: 0.2                 | line @: share of the holdout must lie in [0, 0.05]
          fromProbability: 0.85      | fromProbability: 0.0       | line @: fromProbability must lie in (0, 1]
          hardship: hardship-route   | hardship: settlement       | line @: routes must send hardship, vulnerability and specialist each to hardship-route, specialist or human-review
          kind: legal-referral, from | kind: hardship, from       | line @: the kind of a proposal must be legal-referral, plan-refusal or debt-sale
          fromDaysPastDue: 5,        | fromDaysPastDue: 0,        | line {ladder:}: ladder must begin at 0 days past due and increase
          type: base                 | type: overlay              | line {horizon:}: horizon belongs in a base pack: an overlay has only rules
          type: base                 | type: cover                | line @: type has an invalid value: cover
          type: base                 | ''                         | the required field type is missing
          jurisdictions: [US]        | jurisdictions: []          | line @: jurisdictions must be ISO 3166 codes, or the single word any
          jurisdictions: [US]        | jurisdictions: [Texas]     | line @: jurisdictions: Texas is not an ISO 3166 code such as US or US-MA
          id: us-reg-f               | id: US Reg F               | line @: id must be lower-case words joined by hyphens, such as us-reg-f, other than none
          'version: "2025.1"'        | 'version: ""'              | line @: version must be 1 to 32 letters, digits, dots or hyphens, such as 2025.1
          'version: "2025.1"'        | id: twice                  | line @: the pack is not valid YAML: Duplicate field 'id'
          "2025-04-11"               | "2025-13-11"               | line @: effectiveFrom has an invalid value: 2025-13-11
          max: 7                     | max: 0                     | line @: max must be positive
          max: 7                     | max: 7.5                   | line @: rules[2].limit.max has an invalid value: 7.5
          max: 7                     | max: "7"                   | line @: rules[2].limit.max has an invalid value
          'max: 7, window: P7D'      | max: 7                     | line @: rules[2].limit lacks the required field window
          scope: debtor              | scope: village             | line @: rules[5].limit.scope has an invalid value: village
          results: [not-connected]   | results: [asleep]          | line @: rules[4].limit.results[0] has an invalid value: asleep
          actions: [call, letter]    | actions: [call, pigeon]    | line @: rules[7].actions[1] has an invalid value: pigeon
          actions: [call, letter]    | actions: [no-contact]      | line @: HC08: actions must not include no-contact
          id: HC03                   | id: HC01                   | line @: two rules have the id HC01
          id: HC03                   | id: seven-in-seven         | line @: the id of a rule must look like HC03 or HC18a, was seven-in-seven
          'opens: "08:00"'           | opens: "8 o'clock"         | line @: rules[0].limit.opens has an invalid value: 8 o'clock
          'opens: "08:00"'           | opens: "22:00"             | line @: opens must be before closes
          text: Calls and messages   | '# Calls and messages'     | line {  - id: HC01}: rules[0] lacks the required field text
          text: Calls and messages   | 'text: "Calls\\nand" # '     | line @: HC01: text must not hold control characters
          'title: United States,'    | 'title: " " # '            | line @: title must not be blank
          title: quiet hours         | 'title: [quiet}'           | line @: the pack is not valid YAML: while parsing a flow sequence
          """)
  void aPackThatIsNotUnderstoodIsRefusedWithLineAndReason(String good, String bad, String message) {
    String yaml = new String(bytes(FILE), StandardCharsets.UTF_8);
    assertTrue(yaml.contains(good), good);
    int at = yaml.indexOf(good);
    byte[] broken =
        (yaml.substring(0, at) + bad + yaml.substring(at + good.length()))
            .getBytes(StandardCharsets.UTF_8);

    PolicyPackException refused =
        assertThrows(PolicyPackException.class, () -> PolicyPack.read(broken));

    String expected = message.replace("@", String.valueOf(line(yaml, at)));
    Matcher named = Pattern.compile("\\{(.*?)}").matcher(expected);
    assertEquals(
        named.replaceAll(
            found -> String.valueOf(line(yaml, yaml.indexOf("\n" + found.group(1)) + 1))),
        refused.getMessage());
  }

  private static int line(String yaml, int at) {
    return yaml.substring(0, at).split("\n", -1).length;
  }

  @Test
  void aPackIsOfBoundedSize() {
    byte[] longest = Arrays.copyOf(bytes(FILE), PolicyPackReader.MAX_BYTES);
    Arrays.fill(longest, bytes(FILE).length, longest.length, (byte) '\n');
    byte[] long1 = Arrays.copyOf(bytes(FILE), PolicyPackReader.MAX_BYTES + 1);
    Arrays.fill(long1, bytes(FILE).length, long1.length, (byte) '\n');

    assertEquals(
        "the pack is larger than 262144 bytes",
        assertThrows(PolicyPackException.class, () -> PolicyPack.read(long1)).getMessage());
    assertEquals("us-reg-f", PolicyPack.read(longest).id());
    assertArrayEquals(
        bytes(FILE), Arrays.copyOf(long1, bytes(FILE).length), "only the length is at fault");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "42", "---\n---\n"})
  void whatIsNoPackAtAllIsRefused(String text) {
    assertThrows(
        PolicyPackException.class, () -> PolicyPack.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n- id: us-reg-f\n", "\n42\n"})
  void whereNoFieldIsNamedTheLineIsThatOfTheReader(String text) {
    PolicyPackException refused =
        assertThrows(
            PolicyPackException.class,
            () -> PolicyPack.read(text.getBytes(StandardCharsets.UTF_8)));

    assertEquals("line 2: a pack must be a mapping of fields", refused.getMessage());
    assertEquals(2, refused.line());
    assertEquals(2, refused.inFile("my.yaml").line());
    assertEquals(
        "my.yaml: line 2: a pack must be a mapping of fields",
        refused.inFile("my.yaml").getMessage());
  }

  @Test
  void aPackIsInForceFromItsFirstDayToTheDayBeforeItsEnd() {
    PolicyPack old = PolicyPack.read(bytes("us-reg-f-2021.1"));

    assertFalse(old.inForce(Instant.parse("2021-11-29T23:59:59.999Z")));
    assertTrue(old.inForce(Instant.parse("2021-11-30T00:00:00Z")));
    assertTrue(old.inForce(Instant.parse("2025-04-10T23:59:59.999Z")));
    assertFalse(old.inForce(Instant.parse("2025-04-11T00:00:00Z")));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThrows(PolicyPackException.class, () -> PolicyPack.read(new byte[] {'{', (byte) 0xff}));
    assertThrows(PolicyPackException.class, () -> PolicyPack.builtIn("atlantis"));
  }

  @Test
  void norwayIsACountry() {
    String yaml =
        new String(bytes(FILE), StandardCharsets.UTF_8)
            .replace("jurisdictions: [US]", "jurisdictions: [NO]");

    assertTrue(PolicyPack.read(yaml.getBytes(StandardCharsets.UTF_8)).covers("NO"));
  }

  private static byte[] bytes(String file) {
    return Objects.requireNonNull(BuiltInPacks.resource(file + ".yaml"));
  }
}
