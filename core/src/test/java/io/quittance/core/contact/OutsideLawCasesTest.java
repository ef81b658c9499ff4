package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers to cases that were built from published law without knowledge of the code. The folder of
/// the cases is named by `-Dquittance.cases`, by the environment variable `QUITTANCE_CASES`, or is
/// `../shared/cases` beside the repository; without it only the cases of the resources are asked.
///
/// What each case expects stands here as the law's answer. A stricter answer passes only if every
/// rule that blocks says in what it is ours.
class OutsideLawCasesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final PolicyCatalogue CATALOGUE =
      PolicyCatalogue.of(
          BuiltInPacks.DEFAULTS.stream()
              .flatMap(id -> BuiltInPacks.all().stream().filter(pack -> pack.id().equals(id)))
              .toList());

  /// One line a question: case, what is asked, instant, what the law says.
  private static final String LAW =
      """
      01-regf-seven-in-seven-calendar | call | 2026-04-07T19:30:00Z | no
      01-regf-seven-in-seven-calendar | call | 2026-04-08T13:30:00Z | yes
      01-regf-seven-in-seven-calendar | call | 2026-04-08T13:00:00Z | yes
      02-regf-conversation-monday | call | 2026-04-07T15:00:00Z | no
      02-regf-conversation-monday | call | 2026-04-12T14:00:00Z | no
      02-regf-conversation-monday | call | 2026-04-13T12:59:59Z | no
      02-regf-conversation-monday | call | 2026-04-13T13:00:00Z | yes
      04-regf-callback-asked-in-conversation | call | 2026-04-09T15:00:00Z | yes
      04-regf-callback-asked-in-conversation | call | 2026-04-12T15:00:00Z | yes
      04-regf-callback-asked-in-conversation | call | 2026-04-13T15:00:00Z | yes
      06-regf-seven-busy-signals | call | 2026-04-07T20:00:00Z | yes
      07-regf-misdirected-calls | call | 2026-04-07T20:00:00Z | declared
      07-regf-misdirected-calls | call/n-2 | 2026-04-07T20:00:00Z | yes
      08-regf-area-code-vs-address | call sms email | 2026-04-15T12:30:00Z | no
      08-regf-area-code-vs-address | call sms email | 2026-04-15T15:00:00Z | yes
      08-regf-area-code-vs-address | call sms email | 2026-04-16T00:59:00Z | yes
      08-regf-area-code-vs-address | call sms email | 2026-04-16T01:00:00Z | no
      10-tcpa-opt-out-other-than-keyword | call sms | 2026-04-22T15:00:00Z | no
      11-tcpa-revoke-all-delayed-2027 | call | 2026-11-30T16:00:00Z | yes
      11-tcpa-revoke-all-delayed-2027 | call | 2027-02-01T16:00:00Z | no
      13-dc-four-calls-five-messages | call sms email | 2026-04-10T15:00:00Z | no
      14-wa-three-a-week | call sms email letter | 2026-04-09T17:00:00Z | no
      15-nyc-three-in-seven | call sms email letter | 2026-09-11T15:00:00Z | no
      16-ontario-sunday-holiday | call sms email | 2026-04-12T13:00:00Z | no
      16-ontario-sunday-holiday | call email | 2026-04-12T17:00:00Z | yes
      16-ontario-sunday-holiday | call email | 2026-04-12T20:59:59Z | yes
      16-ontario-sunday-holiday | call sms email | 2026-04-12T21:00:00Z | no
      16-ontario-sunday-holiday | call sms email | 2026-07-01T15:00:00Z | no
      18-greece-weekend-and-two-days | call | 2026-04-16T09:30:00Z | no
      18-greece-weekend-and-two-days | call | 2026-04-17T06:00:00Z | yes
      18-greece-weekend-and-two-days | call | 2026-04-18T07:00:00Z | no
      20-india-microfinance-hours | call | 2026-04-15T02:30:00Z | no
      20-india-microfinance-hours | call | 2026-04-15T03:30:00Z | yes
      20-india-microfinance-hours | call | 2026-04-15T12:45:00Z | no
      21-uk-breathing-space-sixty-days | call letter | 2026-04-30T12:00:00Z | no
      21-uk-breathing-space-sixty-days | call letter | 2026-05-01T09:00:00Z | declared
      21-uk-breathing-space-sixty-days | call letter | 2026-05-02T09:00:00Z | yes
      24-scotland-moratorium-six-months | letter | 2026-06-01T12:00:00Z | yes
      24-scotland-moratorium-six-months | legal-referral | 2026-06-01T12:00:00Z | no
      24-scotland-moratorium-six-months | legal-referral | 2026-09-02T22:59:59Z | no
      25-cease-survives-2001-statuses | call sms email letter | 2026-01-05T16:00:00Z | no
      25-cease-survives-2001-statuses | call sms email letter | 2026-04-15T15:00:00Z | no
      28-regf-many-texts-a-day | sms | 2026-04-10T21:00:00Z | no
      29-wrong-party-voids-number-check | call sms | 2026-04-07T15:00:00Z | no
      30-letter-to-inconvenient-home | letter@home | 2026-04-08T15:00:00Z | no
      30-letter-to-inconvenient-home | letter@other | 2026-04-08T15:00:00Z | yes
      31-no-suit-in-breathing-space | legal-referral | 2026-04-08T15:00:00Z | no
      33-no-sale-of-a-paid-debt | debt-sale | 2026-04-08T15:00:00Z | no
      34-no-suit-while-disputed | legal-referral | 2026-04-08T15:00:00Z | no
      36-validation-period-is-not-35-days | call | 2027-01-26T15:00:00Z | no
      """;

  @Test
  void noAnswerIsLooserThanTheLawAndNoStricterOneIsUndeclared() throws IOException {
    Path cases = cases();
    assumeTrue(cases != null, "the outside cases are not here: set QUITTANCE_CASES");
    Map<String, String> wrong = new LinkedHashMap<>();
    int asked = 0;
    for (String line : LAW.lines().toList()) {
      String[] part = line.split(" \\| ");
      Path folder = Objects.requireNonNull(cases).resolve("law").resolve(part[0]);
      if (Files.isDirectory(folder)) {
        for (String what : part[1].split(" ")) {
          asked++;
          String answer = judge(read(folder), what, Instant.parse(part[2]), part[3]);
          if (!answer.isEmpty()) {
            wrong.put(part[0] + " " + what + " at " + part[2], answer);
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
    assertTrue(asked > 0, "no case of " + cases + " is known");
  }

  private static @Nullable Path cases() {
    return Stream.of(
            System.getProperty("quittance.cases"),
            System.getenv("QUITTANCE_CASES"),
            "../../shared/cases",
            "../shared/cases")
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(null);
  }

  /// Small cases of the same form: the mechanism is tested where the outside cases are absent.
  @ParameterizedTest
  @CsvSource({
    "cease.ndjson, call, 2026-04-15T15:00:00Z, no",
    "cease.ndjson, legal-referral, 2026-04-15T15:00:00Z, yes",
    "number.ndjson, sms/n-1, 2026-04-15T15:00:00Z, no",
    "number.ndjson, sms/n-2, 2026-04-15T15:00:00Z, yes",
    "number.ndjson, call/n-1, 2026-04-15T15:00:00Z, no"
  })
  void ownCases(String file, String what, String at, String law) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/cases/" + file)) {
      List<JsonNode> events = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        events.add(JSON.readTree(line));
      }

      assertEquals("", judge(events, what, Instant.parse(at), law));
    }
  }

  /// Empty when the answer is the law's, or stricter and declared.
  private static String judge(List<JsonNode> events, String what, Instant at, String law) {
    DebtorContext context = context(events, at);
    Policy policy = CATALOGUE.at(context, at);
    List<Rule> blocking = new ArrayList<>();
    if (what.contains("-") && !what.contains("/")) {
      ReviewKind kind =
          ReviewKind.valueOf(what.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
      ReviewRuling ruling = ContactPolicy.review(policy, context, kind, at);
      if (ruling.barred()) {
        blocking.add(rule(policy, Objects.requireNonNull(ruling.pack()), ruling.ruleId()));
      }
    } else {
      String action = what.split("[@/]")[0];
      Place place =
          what.contains("@")
              ? Place.valueOf(what.split("@")[1].toUpperCase(java.util.Locale.ROOT))
              : action.equals("letter") ? Place.HOME : Place.MOBILE;
      PermitVerdict verdict =
          ContactPolicy.permit(
              policy,
              context,
              Action.valueOf(action.toUpperCase(java.util.Locale.ROOT)),
              place,
              what.contains("/") ? what.split("/")[1] : null,
              at,
              List.of());
      if (verdict instanceof PermitVerdict.Refused refused) {
        for (Blocked block : refused.blocked()) {
          blocking.add(rule(policy, Objects.requireNonNull(block.pack()), block.ruleId()));
        }
      }
    }
    boolean declared =
        !blocking.isEmpty() && blocking.stream().allMatch(rule -> rule.reason() != null);
    return switch (law) {
      case "no" -> blocking.isEmpty() ? "looser" : "";
      case "yes" ->
          blocking.isEmpty() ? "" : "stricter " + blocking.stream().map(Rule::id).toList();
      case "declared" -> blocking.isEmpty() || declared ? "" : "undeclared";
      default -> throw new IllegalArgumentException(law);
    };
  }

  private static Rule rule(Policy policy, String pack, @Nullable String id) {
    return policy.packs().stream()
        .filter(one -> one.id().equals(pack))
        .map(PolicyPack::rules)
        .flatMap(List::stream)
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static DebtorContext context(List<JsonNode> events, Instant at) {
    Map<String, AccountState> states = new LinkedHashMap<>();
    for (JsonNode event : events) {
      JsonNode headers = event.get("headers");
      Instant time = Instant.parse(headers.get("ce_time").textValue());
      if (!time.isAfter(at)) {
        String type = headers.get("ce_type").textValue();
        byte[] data = event.get("data").toString().getBytes(StandardCharsets.UTF_8);
        AccountFact fact =
            EventTypes.accountEventTypes().containsKey(type)
                ? EventCodec.accountEvent(type, data)
                : EventCodec.outcome(type, data);
        EventIdentity identity =
            new EventIdentity(
                headers.get("ce_tenant").textValue(),
                headers.get("ce_source").textValue(),
                headers.get("ce_id").textValue());
        AccountState state =
            states.computeIfAbsent(
                fact.accountId(), id -> AccountState.empty(identity.tenant(), id));
        states.put(
            fact.accountId(), state.apply(new Envelope(identity, type, time, null), fact).state());
      }
    }
    AccountState asked = Objects.requireNonNull(states.remove("acc-1"));
    return DebtorContext.of(asked, List.copyOf(states.values()));
  }

  private static List<JsonNode> read(Path folder) throws IOException {
    Path plain = folder.resolve("events.ndjson");
    try (InputStream in =
        Files.exists(plain)
            ? Files.newInputStream(plain)
            : new GZIPInputStream(Files.newInputStream(folder.resolve("events.ndjson.gz")))) {
      List<JsonNode> events = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank()) {
          events.add(JSON.readTree(line));
        }
      }
      return events;
    }
  }
}
