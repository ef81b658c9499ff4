package io.quittance.core.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.ExplanationMethod;
import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import io.quittance.core.event.DecisionMade.ModelUsed;
import io.quittance.core.event.DecisionMade.Overlay;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Reason;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.event.DecisionMade.RiskBand;
import io.quittance.core.event.DecisionMade.Trigger;
import io.quittance.core.event.DecisionMade.Week;
import io.quittance.core.text.InstantText;
import io.quittance.core.text.WireNames;
import io.quittance.core.validation.Check;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads decisions in the canonical form that [DecisionWriter] writes: keys in ascending order,
/// known keys alone, every value of its type. At the first deviation it gives up, for [EventCodec]
/// to read the document by its general rules, which say what is wrong or accept it. Used by one
/// thread, for one document.
final class DecisionReader {

  private static final int UUID_LENGTH = 36;

  private final JsonParser json;

  DecisionReader(JsonParser json) {
    this.json = json;
  }

  /// The document is not in the form that this class reads.
  static final class NotCanonicalException extends IOException {

    private static final long serialVersionUID = 1;
    private static final NotCanonicalException INSTANCE = new NotCanonicalException();

    private NotCanonicalException() {
      super("not canonical");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private interface Item<T> {
    T read() throws IOException;
  }

  /// Reads the only value of the source.
  ///
  /// @throws IOException when it is not a decision in canonical form
  /// @throws RuntimeException when a value is not what a decision may hold
  DecisionMade read() throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT);
    DecisionDocument document = new Document().read();
    expect(json.nextToken() == null);
    return document.decision();
  }

  /// The keys of the outer object, while they are read.
  private final class Document {

    private @Nullable String accountId;
    private @Nullable Long accountVersion;
    private @Nullable List<ActionValue> actions;
    private @Nullable Long balanceMinor;
    private @Nullable Double baseValue;
    private @Nullable Basis basis;
    private @Nullable List<Blocked> blocked;
    private @Nullable String correlationId;
    private @Nullable String currency;
    private @Nullable String debtorId;
    private @Nullable Instant decidedAt;
    private @Nullable UUID decisionId;
    private @Nullable Boolean degraded;
    private @Nullable ExplanationMethod explanationMethod;
    private @Nullable Boolean explored;
    private @Nullable FeatureSnapshot features;
    private @Nullable Boolean heldOut;
    private @Nullable Double margin;
    private @Nullable ModelUsed model;
    private @Nullable PolicyUsed policy;
    private @Nullable Double probability;
    private @Nullable Double propensity;
    private @Nullable List<Proposal> proposals;
    private @Nullable List<Reason> reasons;
    private @Nullable Recommendation recommended;
    private @Nullable RiskBand riskBand;
    private @Nullable String tenant;
    private @Nullable Trigger trigger;
    private @Nullable String tzdata;
    private @Nullable Week week;

    DecisionDocument read() throws IOException {
      String before = "";
      for (String key = key(before); !key.isEmpty(); key = key(before)) {
        value(key);
        before = key;
      }
      return new DecisionDocument(
          given(decisionId),
          given(tenant),
          given(accountId),
          debtorId,
          given(trigger),
          given(decidedAt),
          model,
          given(policy),
          given(features),
          given(balanceMinor),
          currency,
          given(actions),
          probability,
          riskBand,
          given(recommended),
          given(blocked),
          reasons,
          baseValue,
          margin,
          explanationMethod,
          given(propensity),
          given(explored),
          given(degraded),
          correlationId,
          given(tzdata),
          basis,
          heldOut,
          proposals,
          accountVersion,
          week);
    }

    private void value(String key) throws IOException {
      switch (key) {
        case "accountId" -> accountId = text();
        case "accountVersion" -> accountVersion = integer();
        case "actions" -> actions = list(DecisionReader.this::action);
        case "balanceMinor" -> balanceMinor = integer();
        case "baseValue" -> baseValue = number();
        case "basis" -> basis = constant(Basis.class);
        case "blocked" -> blocked = list(DecisionReader.this::blocked);
        case "correlationId" -> correlationId = text();
        case "currency" -> currency = text();
        case "debtorId" -> debtorId = text();
        case "decidedAt" -> decidedAt = instant();
        case "decisionId" -> decisionId = uuid();
        case "degraded" -> degraded = flag();
        case "explanationMethod" -> explanationMethod = ExplanationMethod.valueOf(text());
        case "explored" -> explored = flag();
        case "features" -> features = features();
        case "heldOut" -> heldOut = flag();
        case "margin" -> margin = number();
        case "model" -> model = model();
        case "policy" -> policy = policy();
        case "probability" -> probability = number();
        case "propensity" -> propensity = number();
        case "proposals" -> proposals = list(DecisionReader.this::proposal);
        case "reasons" -> reasons = list(DecisionReader.this::reason);
        case "recommended" -> recommended = recommended();
        case "riskBand" -> riskBand = RiskBand.valueOf(text());
        case "tenant" -> tenant = text();
        case "trigger" -> trigger = trigger();
        case "tzdata" -> tzdata = text();
        case "week" -> week = week();
        default -> throw NotCanonicalException.INSTANCE;
      }
    }
  }

  private ActionValue action() throws IOException {
    Action action = null;
    Double netValue = null;
    String nextPermitted = null;
    Instant notAfter = null;
    Instant notBefore = null;
    Offer offer = null;
    Boolean permitted = null;
    Double probability = null;
    Double propensity = null;
    Double weekProbability = null;
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "action" -> action = constant(Action.class);
        case "expectedNetValueMinor" -> netValue = number();
        case "nextPermitted" -> nextPermitted = text();
        case "notAfter" -> notAfter = instant();
        case "notBefore" -> notBefore = instant();
        case "offer" -> offer = constant(Offer.class);
        case "permitted" -> permitted = flag();
        case "probability" -> probability = number();
        case "propensity" -> propensity = number();
        case "weekProbability" -> weekProbability = number();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new ActionValue(
        given(action),
        given(permitted),
        probability,
        netValue,
        offer,
        propensity,
        nextPermitted,
        notBefore,
        notAfter,
        weekProbability);
  }

  private Blocked blocked() throws IOException {
    Action action = null;
    String citation = null;
    Boolean ours = null;
    String pack = null;
    String ruleId = null;
    String text = null;
    Instant until = null;
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "action" -> action = constant(Action.class);
        case "citation" -> citation = text();
        case "ours" -> ours = flag();
        case "pack" -> pack = text();
        case "ruleId" -> ruleId = text();
        case "text" -> text = text();
        case "until" -> until = instant();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Blocked(
        given(action), given(ruleId), given(citation), until, given(text), pack, ours);
  }

  private FeatureSnapshot features() throws IOException {
    TreeMap<String, @Nullable Float> values = null;
    TreeMap<String, Integer> versions = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "values" -> values = values();
        case "versions" -> versions = versions();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new FeatureSnapshot(given(values), given(versions));
  }

  private TreeMap<String, @Nullable Float> values() throws IOException {
    TreeMap<String, @Nullable Float> values = new TreeMap<>();
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      JsonToken token = json.nextToken();
      expect(token == JsonToken.VALUE_NULL || isNumber(token));
      values.put(
          Check.text("", key),
          token == JsonToken.VALUE_NULL ? null : Float.valueOf(json.getFloatValue()));
      before = key;
    }
    return values;
  }

  private TreeMap<String, Integer> versions() throws IOException {
    TreeMap<String, Integer> versions = new TreeMap<>();
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      versions.put(Check.text("", key), Math.toIntExact(integer()));
      before = key;
    }
    return versions;
  }

  private ModelUsed model() throws IOException {
    String name = null;
    String sha256 = null;
    Long version = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "name" -> name = text();
        case "sha256" -> sha256 = text();
        case "version" -> version = integer();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new ModelUsed(given(name), Math.toIntExact(given(version)), given(sha256));
  }

  private PolicyUsed policy() throws IOException {
    String id = null;
    List<Overlay> overlays = null;
    String sha256 = null;
    String version = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "id" -> id = text();
        case "overlays" -> overlays = list(this::overlay);
        case "sha256" -> sha256 = text();
        case "version" -> version = text();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new PolicyUsed(given(id), given(version), given(sha256), given(overlays));
  }

  private Overlay overlay() throws IOException {
    String id = null;
    String sha256 = null;
    String version = null;
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "id" -> id = text();
        case "sha256" -> sha256 = text();
        case "version" -> version = text();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Overlay(given(id), given(version), given(sha256));
  }

  private Proposal proposal() throws IOException {
    Boolean barred = null;
    String citation = null;
    ReviewKind kind = null;
    String pack = null;
    String ruleId = null;
    String text = null;
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "barred" -> barred = flag();
        case "citation" -> citation = text();
        case "kind" -> kind = constant(ReviewKind.class);
        case "pack" -> pack = text();
        case "ruleId" -> ruleId = text();
        case "text" -> text = text();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Proposal(given(kind), given(barred), ruleId, citation, given(text), pack);
  }

  private Reason reason() throws IOException {
    Double contribution = null;
    String feature = null;
    String text = null;
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "contribution" -> contribution = number();
        case "feature" -> feature = text();
        case "text" -> text = text();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Reason(given(feature), given(contribution), given(text));
  }

  private Recommendation recommended() throws IOException {
    Action action = null;
    Long amountMinor = null;
    Long instalments = null;
    Instant notAfter = null;
    Instant notBefore = null;
    Offer offer = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "action" -> action = constant(Action.class);
        case "amountMinor" -> amountMinor = integer();
        case "instalments" -> instalments = integer();
        case "notAfter" -> notAfter = instant();
        case "notBefore" -> notBefore = instant();
        case "offer" -> offer = constant(Offer.class);
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Recommendation(
        given(action),
        given(offer),
        notBefore,
        notAfter,
        amountMinor,
        instalments == null ? null : Math.toIntExact(instalments));
  }

  private Week week() throws IOException {
    List<Double> expectedShares = null;
    Double from = null;
    Double to = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "expectedShares" -> expectedShares = numbers();
        case "from" -> from = number();
        case "to" -> to = number();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Week(given(expectedShares), given(from), given(to));
  }

  private List<Double> numbers() throws IOException {
    expect(json.nextToken() == JsonToken.START_ARRAY);
    List<Double> numbers = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      expect(isNumber(token) && numbers.size() < Week.TREATMENTS);
      numbers.add(json.getDoubleValue());
    }
    return numbers;
  }

  private Trigger trigger() throws IOException {
    String id = null;
    String source = null;
    String type = null;
    object();
    String before = "";
    for (String key = key(before); !key.isEmpty(); key = key(before)) {
      switch (key) {
        case "id" -> id = text();
        case "source" -> source = text();
        case "type" -> type = text();
        default -> throw NotCanonicalException.INSTANCE;
      }
      before = key;
    }
    return new Trigger(given(source), given(id), given(type));
  }

  private void object() throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT);
  }

  private <T> List<T> list(Item<T> item) throws IOException {
    expect(json.nextToken() == JsonToken.START_ARRAY);
    List<T> list = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      list.add(item.read());
    }
    expect(json.hasToken(JsonToken.END_ARRAY));
    return list;
  }

  /// Returns the next key, which must be greater than the one before; empty at the end of the
  /// object. An empty key is not canonical.
  private String key(String before) throws IOException {
    String key = json.nextFieldName();
    if (key == null) {
      expect(json.hasToken(JsonToken.END_OBJECT));
      return "";
    }
    expect(key.compareTo(before) > 0);
    return key;
  }

  private String text() throws IOException {
    String text = json.nextTextValue();
    expect(text != null);
    return Check.text("", text);
  }

  private long integer() throws IOException {
    expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private double number() throws IOException {
    expect(isNumber(json.nextToken()));
    return json.getDoubleValue();
  }

  private static boolean isNumber(@Nullable JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }

  private boolean flag() throws IOException {
    JsonToken token = json.nextToken();
    expect(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE);
    return token == JsonToken.VALUE_TRUE;
  }

  private Instant instant() throws IOException {
    return InstantText.parse(text());
  }

  private UUID uuid() throws IOException {
    String text = text();
    expect(text.length() == UUID_LENGTH);
    return UUID.fromString(text);
  }

  private <E extends Enum<E>> E constant(Class<E> type) throws IOException {
    return WireNames.read(type, text());
  }

  private static <T> T given(@Nullable T value) throws IOException {
    if (value == null) {
      throw NotCanonicalException.INSTANCE;
    }
    return value;
  }

  private static void expect(boolean holds) throws NotCanonicalException {
    if (!holds) {
      throw NotCanonicalException.INSTANCE;
    }
  }
}
