package io.quittance.core.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import io.quittance.core.event.DecisionMade.ModelUsed;
import io.quittance.core.event.DecisionMade.Overlay;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Reason;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.event.DecisionMade.Trigger;
import io.quittance.core.event.DecisionMade.Week;
import io.quittance.core.text.InstantText;
import io.quittance.core.text.WireNames;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes decisions as [DecisionDocument] is written, without looking up how: they are by far the
/// most frequent large record. Used by one thread, for one document.
final class DecisionWriter {

  /// Plugs the writer into a mapper. Thread-safe.
  static final class Serializer extends StdSerializer<DecisionMade> {

    private static final long serialVersionUID = 1L;

    Serializer() {
      super(DecisionMade.class);
    }

    @Override
    public void serialize(DecisionMade decision, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      new DecisionWriter(json).write(decision.document());
    }
  }

  private static final SerializedString ACCOUNT_ID = new SerializedString("accountId");
  private static final SerializedString ACCOUNT_VERSION = new SerializedString("accountVersion");
  private static final SerializedString ACTION = new SerializedString("action");
  private static final SerializedString ACTIONS = new SerializedString("actions");
  private static final SerializedString AMOUNT_MINOR = new SerializedString("amountMinor");
  private static final SerializedString BALANCE_MINOR = new SerializedString("balanceMinor");
  private static final SerializedString BARRED = new SerializedString("barred");
  private static final SerializedString BASE_VALUE = new SerializedString("baseValue");
  private static final SerializedString BASIS = new SerializedString("basis");
  private static final SerializedString BLOCKED = new SerializedString("blocked");
  private static final SerializedString CITATION = new SerializedString("citation");
  private static final SerializedString CONTRIBUTION = new SerializedString("contribution");
  private static final SerializedString CORRELATION_ID = new SerializedString("correlationId");
  private static final SerializedString CURRENCY = new SerializedString("currency");
  private static final SerializedString DEBTOR_ID = new SerializedString("debtorId");
  private static final SerializedString DECIDED_AT = new SerializedString("decidedAt");
  private static final SerializedString DECISION_ID = new SerializedString("decisionId");
  private static final SerializedString DEGRADED = new SerializedString("degraded");
  private static final SerializedString EXPECTED_NET_VALUE_MINOR =
      new SerializedString("expectedNetValueMinor");
  private static final SerializedString EXPLANATION_METHOD =
      new SerializedString("explanationMethod");
  private static final SerializedString EXPLORED = new SerializedString("explored");
  private static final SerializedString FEATURE = new SerializedString("feature");
  private static final SerializedString FEATURES = new SerializedString("features");
  private static final SerializedString HELD_OUT = new SerializedString("heldOut");
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString INSTALMENTS = new SerializedString("instalments");
  private static final SerializedString KIND = new SerializedString("kind");
  private static final SerializedString MARGIN = new SerializedString("margin");
  private static final SerializedString MODEL = new SerializedString("model");
  private static final SerializedString NAME = new SerializedString("name");
  private static final SerializedString NEXT_PERMITTED = new SerializedString("nextPermitted");
  private static final SerializedString NOT_AFTER = new SerializedString("notAfter");
  private static final SerializedString NOT_BEFORE = new SerializedString("notBefore");
  private static final SerializedString OFFER = new SerializedString("offer");
  private static final SerializedString OURS = new SerializedString("ours");
  private static final SerializedString OVERLAYS = new SerializedString("overlays");
  private static final SerializedString PACK = new SerializedString("pack");
  private static final SerializedString PERMITTED = new SerializedString("permitted");
  private static final SerializedString POLICY = new SerializedString("policy");
  private static final SerializedString PROBABILITY = new SerializedString("probability");
  private static final SerializedString PROPENSITY = new SerializedString("propensity");
  private static final SerializedString PROPOSALS = new SerializedString("proposals");
  private static final SerializedString REASONS = new SerializedString("reasons");
  private static final SerializedString RECOMMENDED = new SerializedString("recommended");
  private static final SerializedString RISK_BAND = new SerializedString("riskBand");
  private static final SerializedString RULE_ID = new SerializedString("ruleId");
  private static final SerializedString SHA256 = new SerializedString("sha256");
  private static final SerializedString SOURCE = new SerializedString("source");
  private static final SerializedString TENANT = new SerializedString("tenant");
  private static final SerializedString TEXT = new SerializedString("text");
  private static final SerializedString TRIGGER = new SerializedString("trigger");
  private static final SerializedString TYPE = new SerializedString("type");
  private static final SerializedString TZDATA = new SerializedString("tzdata");
  private static final SerializedString UNTIL = new SerializedString("until");
  private static final SerializedString VALUES = new SerializedString("values");
  private static final SerializedString VERSION = new SerializedString("version");
  private static final SerializedString VERSIONS = new SerializedString("versions");

  private static final SerializedString EXPECTED_SHARES = new SerializedString("expectedShares");
  private static final SerializedString FROM = new SerializedString("from");
  private static final SerializedString TO = new SerializedString("to");
  private static final SerializedString WEEK = new SerializedString("week");
  private static final SerializedString WEEK_PROBABILITY = new SerializedString("weekProbability");

  private final JsonGenerator json;

  DecisionWriter(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the keys in their canonical order.
  void write(DecisionDocument decision) throws IOException {
    json.writeStartObject();
    text(ACCOUNT_ID, decision.accountId());
    number(ACCOUNT_VERSION, decision.accountVersion());
    actions(decision.actions());
    given(BALANCE_MINOR, decision.balanceMinor());
    number(BASE_VALUE, decision.baseValue());
    constant(BASIS, decision.basis());
    blocked(decision.blocked());
    text(CORRELATION_ID, decision.correlationId());
    text(CURRENCY, decision.currency());
    text(DEBTOR_ID, decision.debtorId());
    instant(DECIDED_AT, decision.decidedAt());
    text(DECISION_ID, decision.decisionId().toString());
    flag(DEGRADED, decision.degraded());
    name(EXPLANATION_METHOD, decision.explanationMethod());
    flag(EXPLORED, decision.explored());
    features(decision.features());
    flag(HELD_OUT, decision.heldOut());
    number(MARGIN, decision.margin());
    model(decision.model());
    policy(decision.policy());
    number(PROBABILITY, decision.probability());
    given(PROPENSITY, decision.propensity());
    proposals(decision.proposals());
    reasons(decision.reasons());
    recommended(decision.recommended());
    name(RISK_BAND, decision.riskBand());
    text(TENANT, decision.tenant());
    trigger(decision.trigger());
    text(TZDATA, decision.tzdata());
    week(decision.week());
    json.writeEndObject();
  }

  private void actions(List<ActionValue> actions) throws IOException {
    array(ACTIONS);
    for (ActionValue value : actions) {
      json.writeStartObject();
      constant(ACTION, value.action());
      number(EXPECTED_NET_VALUE_MINOR, value.expectedNetValueMinor());
      text(NEXT_PERMITTED, value.nextPermitted());
      instant(NOT_AFTER, value.notAfter());
      instant(NOT_BEFORE, value.notBefore());
      constant(OFFER, value.offer());
      flag(PERMITTED, value.permitted());
      number(PROBABILITY, value.probability());
      number(PROPENSITY, value.propensity());
      number(WEEK_PROBABILITY, value.weekProbability());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void blocked(List<Blocked> blocked) throws IOException {
    array(BLOCKED);
    for (Blocked rule : blocked) {
      json.writeStartObject();
      constant(ACTION, rule.action());
      text(CITATION, rule.citation());
      flag(OURS, rule.ours());
      text(PACK, rule.pack());
      text(RULE_ID, rule.ruleId());
      text(TEXT, rule.text());
      instant(UNTIL, rule.until());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void features(FeatureSnapshot features) throws IOException {
    object(FEATURES);
    object(VALUES);
    for (Map.Entry<String, @Nullable Float> feature : features.values().entrySet()) {
      Float value = feature.getValue();
      json.writeFieldName(feature.getKey());
      if (value == null) {
        json.writeNull();
      } else {
        json.writeNumber(value.floatValue());
      }
    }
    json.writeEndObject();
    object(VERSIONS);
    for (Map.Entry<String, Integer> feature : features.versions().entrySet()) {
      json.writeNumberField(feature.getKey(), feature.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void model(@Nullable ModelUsed model) throws IOException {
    if (model != null) {
      object(MODEL);
      text(NAME, model.name());
      text(SHA256, model.sha256());
      given(VERSION, model.version());
      json.writeEndObject();
    }
  }

  private void policy(PolicyUsed policy) throws IOException {
    object(POLICY);
    text(ID, policy.id());
    array(OVERLAYS);
    for (Overlay overlay : policy.overlays()) {
      json.writeStartObject();
      text(ID, overlay.id());
      text(SHA256, overlay.sha256());
      text(VERSION, overlay.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    text(SHA256, policy.sha256());
    text(VERSION, policy.version());
    json.writeEndObject();
  }

  private void proposals(@Nullable List<Proposal> proposals) throws IOException {
    if (proposals == null) {
      return;
    }
    array(PROPOSALS);
    for (Proposal proposal : proposals) {
      json.writeStartObject();
      flag(BARRED, proposal.barred());
      text(CITATION, proposal.citation());
      constant(KIND, proposal.kind());
      text(PACK, proposal.pack());
      text(RULE_ID, proposal.ruleId());
      text(TEXT, proposal.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void reasons(@Nullable List<Reason> reasons) throws IOException {
    if (reasons == null) {
      return;
    }
    array(REASONS);
    for (Reason reason : reasons) {
      json.writeStartObject();
      given(CONTRIBUTION, reason.contribution());
      text(FEATURE, reason.feature());
      text(TEXT, reason.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void recommended(Recommendation recommended) throws IOException {
    object(RECOMMENDED);
    constant(ACTION, recommended.action());
    number(AMOUNT_MINOR, recommended.amountMinor());
    Integer instalments = recommended.instalments();
    number(INSTALMENTS, instalments == null ? null : Long.valueOf(instalments));
    instant(NOT_AFTER, recommended.notAfter());
    instant(NOT_BEFORE, recommended.notBefore());
    constant(OFFER, recommended.offer());
    json.writeEndObject();
  }

  private void trigger(Trigger trigger) throws IOException {
    object(TRIGGER);
    text(ID, trigger.id());
    text(SOURCE, trigger.source());
    text(TYPE, trigger.type());
    json.writeEndObject();
  }

  private void week(@Nullable Week week) throws IOException {
    if (week != null) {
      object(WEEK);
      array(EXPECTED_SHARES);
      for (double share : week.expectedShares()) {
        json.writeNumber(share);
      }
      json.writeEndArray();
      given(FROM, week.from());
      given(TO, week.to());
      json.writeEndObject();
    }
  }

  private void array(SerializedString key) throws IOException {
    json.writeFieldName(key);
    json.writeStartArray();
  }

  private void object(SerializedString key) throws IOException {
    json.writeFieldName(key);
    json.writeStartObject();
  }

  private void text(SerializedString key, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeFieldName(key);
      json.writeString(value);
    }
  }

  private void constant(SerializedString key, @Nullable Enum<?> value) throws IOException {
    text(key, value == null ? null : WireNames.of(value));
  }

  private void name(SerializedString key, @Nullable Enum<?> value) throws IOException {
    text(key, value == null ? null : value.name());
  }

  private void instant(SerializedString key, @Nullable Instant value) throws IOException {
    text(key, value == null ? null : InstantText.of(value));
  }

  private void flag(SerializedString key, @Nullable Boolean value) throws IOException {
    if (value != null) {
      json.writeFieldName(key);
      json.writeBoolean(value);
    }
  }

  private void number(SerializedString key, @Nullable Long value) throws IOException {
    if (value != null) {
      given(key, value.longValue());
    }
  }

  private void number(SerializedString key, @Nullable Double value) throws IOException {
    if (value != null) {
      given(key, value.doubleValue());
    }
  }

  private void given(SerializedString key, long value) throws IOException {
    json.writeFieldName(key);
    json.writeNumber(value);
  }

  private void given(SerializedString key, double value) throws IOException {
    json.writeFieldName(key);
    json.writeNumber(value);
  }
}
