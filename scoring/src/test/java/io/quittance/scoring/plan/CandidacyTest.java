package io.quittance.scoring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.EventCodec;
import io.quittance.core.plan.PlanOption;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CandidacyTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");
  private static final PlanDay DAY = new PlanDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC);
  private static final Sample SAMPLE =
      Sample.of(
          "a-1", "p-1", TIME, Map.of(Action.CALL, 300.0, Action.SMS, 80.0, Action.EMAIL, 0.0));

  private static Candidacy of(Sample sample, PlanDay day) {
    return Candidacy.of(sample.decision(), day, PlanCosts.DEFAULTS);
  }

  private static ExclusionReason out(Sample sample) {
    return assertInstanceOf(Candidacy.Out.class, of(sample, DAY)).reason();
  }

  private static List<PlanOption> options(Sample sample) {
    return assertInstanceOf(Candidacy.Eligible.class, of(sample, DAY)).candidate().options();
  }

  @Test
  void permittedContactsThatGainAreOptions() {
    List<PlanOption> options = options(SAMPLE);

    assertEquals(
        List.of(Action.SMS, Action.CALL), options.stream().map(PlanOption::action).toList());
    PlanOption call = options.getLast();
    assertEquals(300, call.gainMinor());
    assertEquals(6, call.agentMinutes());
    assertEquals(150, call.costMinor());
    assertEquals(TIME.plusSeconds(3_600), call.notBefore());
  }

  @Test
  void anExploredDecisionKeepsWhatWasDrawn() {
    List<PlanOption> options = options(SAMPLE.explored(Action.SMS));

    assertEquals(List.of(Action.SMS), options.stream().map(PlanOption::action).toList());
  }

  @Test
  void eachContactIsHeldToItsOwnWindow() throws IOException {
    JsonNode json = EventCodec.mapper().readTree(SAMPLE.line());
    ObjectNode sms = (ObjectNode) json.at("/actions/3");
    sms.put("notBefore", "2026-03-03T00:00:00Z").put("notAfter", "2026-03-03T09:00:00Z");

    assertEquals(List.of(Action.CALL), actions(json));
  }

  @Test
  void anOlderDecisionOffersWhatItRecommends() throws IOException {
    JsonNode json = EventCodec.mapper().readTree(SAMPLE.line());
    for (JsonNode action : json.get("actions")) {
      ((ObjectNode) action).remove(List.of("notBefore", "notAfter"));
    }

    assertEquals(List.of(Action.CALL), actions(json));
  }

  private static List<Action> actions(JsonNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    DecisionMade decision = EventCodec.read(bytes, DecisionMade.class);
    Candidacy candidacy = Candidacy.of(decision, DAY, PlanCosts.DEFAULTS);
    return assertInstanceOf(Candidacy.Eligible.class, candidacy).candidate().options().stream()
        .map(PlanOption::action)
        .toList();
  }

  @Test
  void whatIsNoCandidateSaysWhy() {
    assertEquals(ExclusionReason.NO_VALUES, out(SAMPLE.byRulesAlone()));
    assertEquals(ExclusionReason.ROUTED, out(SAMPLE.because(Basis.ROUTED)));
    assertEquals(ExclusionReason.ROUTED, out(SAMPLE.byRulesAlone().because(Basis.ROUTED)));
    assertEquals(ExclusionReason.HELD_OUT, out(SAMPLE.because(Basis.HELD_OUT)));
    assertEquals(ExclusionReason.SELF_CURE, out(SAMPLE.because(Basis.SELF_CURE)));
    assertEquals(ExclusionReason.NO_GAIN, out(SAMPLE.because(Basis.NO_GAIN)));
    assertEquals(
        ExclusionReason.NO_GAIN, out(Sample.of("a", "p", TIME, Map.of(Action.CALL, -1.0))));
    assertEquals(ExclusionReason.NOTHING_PERMITTED, out(Sample.of("a", "p", TIME, Map.of())));
    assertEquals(ExclusionReason.EXPLORED_NO_CONTACT, out(SAMPLE.explored(Action.NO_CONTACT)));
    assertEquals(
        ExclusionReason.ANOTHER_DAY,
        out(Sample.of("a", "p", TIME.minusSeconds(86_400), Map.of(Action.CALL, 5.0))));
  }

  /// Two packs may give the same id to rules of their own.
  @Test
  void whatIsForbiddenSinceNamesEachRuleWithItsPack() {
    PolicyVerdict now =
        new PolicyVerdict(
            new TreeMap<>(Map.of(Action.NO_CONTACT, Optional.empty())),
            List.of(
                blocked(Action.CALL, "strict"),
                blocked(Action.CALL, "uk-fca"),
                blocked(Action.SMS, "uk-fca"),
                blocked(Action.EMAIL, null),
                blocked(Action.LETTER, "not-asked")),
            0,
            false,
            new TreeMap<>());

    Candidacy.Out out =
        assertInstanceOf(
            Candidacy.Out.class, Candidacy.of(SAMPLE.decision(), now, DAY, PlanCosts.DEFAULTS));

    assertEquals(ExclusionReason.FORBIDDEN_SINCE, out.reason());
    assertEquals(Set.of("strict/HC20", "uk-fca/HC20", "HC20"), out.rules());
  }

  private static DecisionMade.Blocked blocked(Action action, @Nullable String pack) {
    return new DecisionMade.Blocked(action, "HC20", "CONC 7.3.4", null, "text", pack, null);
  }

  @Test
  void theDayIsThatOfItsZone() {
    Sample evening =
        Sample.of("a", "p", Instant.parse("2026-03-02T23:30:00Z"), Map.of(Action.CALL, 5.0));

    assertInstanceOf(Candidacy.Out.class, of(evening, DAY));
    PlanOption option =
        assertInstanceOf(
                Candidacy.Eligible.class,
                of(evening, new PlanDay(DAY.date(), ZoneId.of("America/New_York"))))
            .candidate()
            .options()
            .getFirst();
    assertEquals(Instant.parse("2026-03-03T00:30:00Z"), option.notBefore());
    assertEquals(Instant.parse("2026-03-03T05:00:00Z"), option.notAfter());
    assertEquals(
        23 * 3_600,
        new PlanDay(LocalDate.of(2026, 3, 8), ZoneId.of("America/New_York")).to().getEpochSecond()
            - new PlanDay(LocalDate.of(2026, 3, 8), ZoneId.of("America/New_York"))
                .from()
                .getEpochSecond());
  }

  @Test
  void aWindowThatEndsWithTheDayBeforeOrBeginsWithTheNextIsNotOnIt() {
    Instant from = DAY.from();
    Instant to = DAY.to();

    assertEquals(false, DAY.meets(from.minusSeconds(9), from));
    assertEquals(true, DAY.meets(from.minusSeconds(9), from.plusNanos(1_000)));
    assertEquals(true, DAY.meets(to.minusNanos(1_000), to.plusSeconds(9)));
    assertEquals(false, DAY.meets(to, to.plusSeconds(9)));
    assertEquals(false, DAY.meets(null, null));
  }

  @Test
  void costsOfARequestStandBeforeTheDefaults() {
    PlanCosts costs = PlanCosts.DEFAULTS.with(Map.of(Channel.CALL, 4.5), Map.of(Channel.SMS, 9.0));

    assertEquals(4.5, costs.minutes(Channel.CALL));
    assertEquals(150, costs.cost(Channel.CALL));
    assertEquals(9, costs.cost(Channel.SMS));
    assertThrows(
        IllegalArgumentException.class,
        () -> PlanCosts.DEFAULTS.with(Map.of(Channel.CALL, -1.0), Map.of()));
  }
}
