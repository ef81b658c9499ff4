package io.quittance.core.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.pack.PolicyPack;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// States that a newer version stored, with what this one does not know.
final class NewerStatesTest {

  private static final String PLACED =
      "[\"p\",1787980896000,%d,\"e-1\",\"D-1\",1787980896000,432089,\"USD\",60,18003,700000,"
          + "\"THIRD_PARTY\",\"US-IL\",[\"America/Chicago\"],{\"CALL\":\"GRANTED\"},"
          + "1647993600000,1787980896000,null,1786924800000,1837209600000%s]";
  private static final Instant NOW = Instant.ofEpochMilli(1787980896000L);

  private static String state(String sources, String facts, String rest) {
    return "{\"v\":1,\"t\":\"default\",\"a\":\"a-1\",\"c\":\"USD\",\"n\":1787980896000,\"d\":0,\"s\":["
        + sources
        + "],\"f\":["
        + facts
        + "]"
        + rest
        + "}";
  }

  private static AccountState read(String json) {
    return AccountStateCodec.fromBytes(json.getBytes(UTF_8));
  }

  private static String write(AccountState state) {
    return new String(AccountStateCodec.toBytes(state), UTF_8);
  }

  private static AccountState afterACease(AccountState state, String source) {
    Envelope envelope =
        new Envelope(
            new EventIdentity("default", source, "e-9"),
            EventTypes.CEASE_REQUESTED,
            NOW.plusSeconds(60),
            null);
    return state.apply(envelope, new AccountEvent.CeaseRequested("a-1")).state();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"Q\",1787980896001,0,\"e-2\",\"new\",{\"x\":[1,2]}]",
        "[\"s\",1787980896001,0,\"e-2\",\"NEW_STATUS\"]",
        "[\"c\",1787980896001,0,\"e-2\",\"WHATSAPP\"]",
        "[\"a\",1787980896001,0,\"e-2\",\"CALL\",\"NEW_RESULT\"]"
      })
  void anUnknownKindOrValueSurvivesAChangeAndPermitsNoContact(String fact) {
    String json = state("\"/b\"", PLACED.formatted(0, "") + "," + fact, "");
    AccountState state = read(json);
    PolicyCatalogue packs = PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));

    AccountState changed = read(write(afterACease(state, "/a")));

    assertEquals(json, write(state));
    assertFalse(changed.isWhollyKnown());
    assertTrue(packs.at(DebtorContext.of(state), NOW).isNone());
    assertTrue(
        write(changed).contains(fact.replace(",0,\"e-2\"", ",1,\"e-2\"")), () -> write(changed));
    assertEquals(2, changed.facts().size());
  }

  /// What is unknown may name another debtor, unless it is older than the event that names this
  /// one.
  @ParameterizedTest
  @CsvSource({"1787980895999, true", "1787980896001, false"})
  void whoOwesIsCertainUnlessSomethingNewerIsUnknown(long time, boolean certain) {
    String placed = PLACED.formatted(0, "");
    String unknown = "[\"Q\",%d,0,\"e-2\",\"new\"]".formatted(time);
    AccountState state =
        read(state("\"/b\"", certain ? unknown + "," + placed : placed + "," + unknown, ""));

    assertFalse(state.isWhollyKnown());
    assertEquals(certain, state.isDebtorCertain());
    assertTrue(read(state("\"/b\"", placed, "")).isDebtorCertain());
    assertFalse(read(state("\"/b\"", unknown, "")).isDebtorCertain());
  }

  @Test
  void unknownFieldsAndElementsSurviveAChangeAndHinderNothing() {
    String rest = ",\"x\":{\"y\":[1,\"z\"]},\"w\":7";
    String placed = PLACED.formatted(0, ",[],\"MEDICAL\",\"new\",[1]");
    String json = state("\"/b\"", placed, rest);
    AccountState state = read(json);
    PolicyCatalogue packs = PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));

    String changed = write(afterACease(state, "/a"));

    assertEquals(json, write(state));
    assertTrue(state.isWhollyKnown());
    assertFalse(packs.at(DebtorContext.of(state), NOW).isNone());
    assertTrue(changed.contains(placed.replace(",0,\"e-1\"", ",1,\"e-1\"")), changed);
    assertTrue(changed.endsWith(rest + "}"), changed);
  }

  @Test
  void anUnreadableAccountOfTheDebtorPermitsNoContact() {
    DebtorContext context = DebtorContext.of(read(state("\"/b\"", PLACED.formatted(0, ""), "")));
    PolicyCatalogue packs = PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));

    assertFalse(packs.at(context, NOW).isNone());
    assertTrue(packs.at(context.withUnreadableAccount(), NOW).isNone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"v\":2}", "{\"v\":1}"})
  void whatIsNoStateOfThisFormatIsCorrupt(String json) {
    assertThrows(CorruptStateException.class, () -> read(json));
  }

  @Test
  void aFactWithoutAPositionIsCorrupt() {
    assertThrows(
        CorruptStateException.class, () -> read(state("\"/b\"", "[\"x\",\"soon\",0,\"e-1\"]", "")));
    assertThrows(
        CorruptStateException.class, () -> read(state("\"/b\"", "[\"x\",1,7,\"e-1\"]", "")));
  }
}
