package io.quittance.core.account;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.text.InstantText;
import io.quittance.core.validation.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads and writes account states as compact JSON for the database. Equal states give equal bytes.
/// Keys have one letter: `v` format, `t` tenant, `a` account, `c` currency, `n` newest fact, `d`
/// dropped, `s` the event sources in alphabetical order, `f` the facts as arrays `[kind, time,
/// source index, id, …]`. A time is the number of milliseconds since 1970, or ISO 8601 text when it
/// is more precise.
///
/// A version reads what the next one writes in the same format: fields, kinds of fact and elements
/// of a fact that it does not know are kept and written again as they were.
public final class AccountStateCodec {

  private static final int FORMAT = 1;
  private static final Set<String> FIELDS = Set.of("v", "t", "a", "c", "n", "d", "s", "f");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();

  private AccountStateCodec() {}

  public static byte[] toBytes(AccountState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 64 * state.facts().size());
    TreeSet<String> sources = new TreeSet<>();
    state.facts().forEach(fact -> sources.add(fact.stamp().source()));
    state.foreign().facts().forEach(fact -> sources.add(fact.stamp().source()));
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", FORMAT);
      out.writeStringField("t", state.tenant());
      out.writeStringField("a", state.accountId());
      out.writeStringField("c", state.currency());
      out.writeFieldName("n");
      time(out, state.newestFact());
      out.writeNumberField("d", state.dropped());
      out.writeArrayFieldStart("s");
      for (String source : sources) {
        out.writeString(source);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("f");
      FactWriter writer = new FactWriter(out, List.copyOf(sources));
      writer.writeAll(state.facts(), state.foreign());
      out.writeEndArray();
      for (Map.Entry<String, String> field : state.foreign().fields().entrySet()) {
        out.writeFieldName(field.getKey());
        out.writeTree(JSON.readTree(field.getValue()));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Returns the state that was written as these bytes.
  ///
  /// @throws CorruptStateException when the bytes are not a state of this format, or the position
  ///   of a fact cannot be read
  public static AccountState fromBytes(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.path("v").asInt() != FORMAT) {
        throw new CorruptStateException(
            "the stored state has format "
                + root.path("v")
                + "; this version reads format "
                + FORMAT);
      }
      List<String> sources = new ArrayList<>();
      root.required("s").forEach(source -> sources.add(FactParser.textOf(source)));
      FactParser parser = new FactParser(List.copyOf(sources));
      List<Fact> facts = new ArrayList<>(root.required("f").size());
      List<Foreign.Entry> unknown = new ArrayList<>();
      Map<Stamp, String> extended = new HashMap<>();
      for (JsonNode fact : root.required("f")) {
        Stamp stamp = parser.stamp(fact);
        try {
          facts.add(parser.parse(stamp, fact));
          if (fact.size() > FactParser.elements(fact)) {
            extended.put(stamp, fact.toString());
          }
        } catch (RuntimeException _) {
          unknown.add(new Foreign.Entry(stamp, fact.toString()));
        }
      }
      requireOrder(facts);
      return new AccountState(
          Check.id("t", root.required("t").textValue()),
          Check.id("a", root.required("a").textValue()),
          Check.optionalCurrency("c", root.required("c").textValue()),
          time(root.required("n")),
          Check.money("d", root.required("d").longValue()),
          List.copyOf(facts),
          new Foreign(fields(root), unknown, extended));
    } catch (IOException | RuntimeException e) {
      throw e instanceof CorruptStateException corrupt
          ? corrupt
          : new CorruptStateException("the stored state cannot be read", e);
    }
  }

  /// Facts are found by their position, each once.
  private static void requireOrder(List<Fact> facts) {
    for (int i = 1; i < facts.size(); i++) {
      if (facts.get(i - 1).stamp().compareTo(facts.get(i).stamp()) >= 0) {
        throw new CorruptStateException("the facts of the stored state are out of order");
      }
    }
  }

  private static Map<String, String> fields(JsonNode root) {
    Map<String, String> unknown = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        unknown.put(field.getKey(), field.getValue().toString());
      }
    }
    return unknown;
  }

  static void time(JsonGenerator out, @Nullable Instant time) throws IOException {
    if (time == null) {
      out.writeNull();
    } else if (time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      out.writeNumber(time.toEpochMilli());
    } else {
      out.writeString(time.toString());
    }
  }

  static @Nullable Instant time(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isNumber() && !(node.isIntegralNumber() && node.canConvertToLong())) {
      throw new CorruptStateException("a time in the stored state is no whole number");
    }
    try {
      return node.isNumber()
          ? Instant.ofEpochMilli(node.longValue())
          : InstantText.parse(FactParser.textOf(node));
    } catch (DateTimeException e) {
      throw new CorruptStateException("a time in the stored state cannot be read", e);
    }
  }
}
