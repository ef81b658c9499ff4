package io.quittance.core.event;

import com.fasterxml.jackson.core.JsonGenerator;
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

  private final JsonGenerator json;

  DecisionWriter(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the keys in their canonical order.
  void write(DecisionDocument decision) throws IOException {
    json.writeStartObject();
    text("accountId", decision.accountId());
    number("accountVersion", decision.accountVersion());
    actions(decision.actions());
    json.writeNumberField("balanceMinor", decision.balanceMinor());
    number("baseValue", decision.baseValue());
    constant("basis", decision.basis());
    blocked(decision.blocked());
    text("correlationId", decision.correlationId());
    text("currency", decision.currency());
    text("debtorId", decision.debtorId());
    instant("decidedAt", decision.decidedAt());
    text("decisionId", decision.decisionId().toString());
    json.writeBooleanField("degraded", decision.degraded());
    name("explanationMethod", decision.explanationMethod());
    json.writeBooleanField("explored", decision.explored());
    features(decision.features());
    flag("heldOut", decision.heldOut());
    number("margin", decision.margin());
    model(decision.model());
    policy(decision.policy());
    number("probability", decision.probability());
    json.writeNumberField("propensity", decision.propensity());
    proposals(decision.proposals());
    reasons(decision.reasons());
    recommended(decision.recommended());
    name("riskBand", decision.riskBand());
    text("tenant", decision.tenant());
    trigger(decision.trigger());
    text("tzdata", decision.tzdata());
    json.writeEndObject();
  }

  private void actions(List<ActionValue> actions) throws IOException {
    json.writeArrayFieldStart("actions");
    for (ActionValue value : actions) {
      json.writeStartObject();
      constant("action", value.action());
      number("expectedNetValueMinor", value.expectedNetValueMinor());
      text("nextPermitted", value.nextPermitted());
      instant("notAfter", value.notAfter());
      instant("notBefore", value.notBefore());
      constant("offer", value.offer());
      json.writeBooleanField("permitted", value.permitted());
      number("probability", value.probability());
      number("propensity", value.propensity());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void blocked(List<Blocked> blocked) throws IOException {
    json.writeArrayFieldStart("blocked");
    for (Blocked rule : blocked) {
      json.writeStartObject();
      constant("action", rule.action());
      text("citation", rule.citation());
      flag("ours", rule.ours());
      text("pack", rule.pack());
      text("ruleId", rule.ruleId());
      text("text", rule.text());
      instant("until", rule.until());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void features(FeatureSnapshot features) throws IOException {
    json.writeObjectFieldStart("features");
    json.writeObjectFieldStart("values");
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
    json.writeObjectFieldStart("versions");
    for (Map.Entry<String, Integer> feature : features.versions().entrySet()) {
      json.writeNumberField(feature.getKey(), feature.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void model(@Nullable ModelUsed model) throws IOException {
    if (model != null) {
      json.writeObjectFieldStart("model");
      text("name", model.name());
      text("sha256", model.sha256());
      json.writeNumberField("version", model.version());
      json.writeEndObject();
    }
  }

  private void policy(PolicyUsed policy) throws IOException {
    json.writeObjectFieldStart("policy");
    text("id", policy.id());
    json.writeArrayFieldStart("overlays");
    for (Overlay overlay : policy.overlays()) {
      json.writeStartObject();
      text("id", overlay.id());
      text("sha256", overlay.sha256());
      text("version", overlay.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    text("sha256", policy.sha256());
    text("version", policy.version());
    json.writeEndObject();
  }

  private void proposals(@Nullable List<Proposal> proposals) throws IOException {
    if (proposals == null) {
      return;
    }
    json.writeArrayFieldStart("proposals");
    for (Proposal proposal : proposals) {
      json.writeStartObject();
      json.writeBooleanField("barred", proposal.barred());
      text("citation", proposal.citation());
      constant("kind", proposal.kind());
      text("pack", proposal.pack());
      text("ruleId", proposal.ruleId());
      text("text", proposal.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void reasons(@Nullable List<Reason> reasons) throws IOException {
    if (reasons == null) {
      return;
    }
    json.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeNumberField("contribution", reason.contribution());
      text("feature", reason.feature());
      text("text", reason.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void recommended(Recommendation recommended) throws IOException {
    json.writeObjectFieldStart("recommended");
    constant("action", recommended.action());
    number("amountMinor", recommended.amountMinor());
    Integer instalments = recommended.instalments();
    number("instalments", instalments == null ? null : Long.valueOf(instalments));
    instant("notAfter", recommended.notAfter());
    instant("notBefore", recommended.notBefore());
    constant("offer", recommended.offer());
    json.writeEndObject();
  }

  private void trigger(Trigger trigger) throws IOException {
    json.writeObjectFieldStart("trigger");
    text("id", trigger.id());
    text("source", trigger.source());
    text("type", trigger.type());
    json.writeEndObject();
  }

  private void text(String key, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(key, value);
    }
  }

  private void constant(String key, @Nullable Enum<?> value) throws IOException {
    if (value != null) {
      json.writeStringField(key, WireNames.of(value));
    }
  }

  private void name(String key, @Nullable Enum<?> value) throws IOException {
    if (value != null) {
      json.writeStringField(key, value.name());
    }
  }

  private void instant(String key, @Nullable Instant value) throws IOException {
    if (value != null) {
      json.writeStringField(key, InstantText.of(value));
    }
  }

  private void flag(String key, @Nullable Boolean value) throws IOException {
    if (value != null) {
      json.writeBooleanField(key, value);
    }
  }

  private void number(String key, @Nullable Long value) throws IOException {
    if (value != null) {
      json.writeNumberField(key, value);
    }
  }

  private void number(String key, @Nullable Double value) throws IOException {
    if (value != null) {
      json.writeNumberField(key, value);
    }
  }
}
