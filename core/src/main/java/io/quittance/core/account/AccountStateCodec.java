package io.quittance.core.account;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads and writes account states as compact JSON for the database. Equal states give equal bytes.
/// Keys have one letter: `v` format, `t` tenant, `a` account, `c` currency, `n` newest fact, `d`
/// dropped, `s` the event sources in alphabetical order, `f` the facts as arrays `[kind, time,
/// source index, id, …]`. A time is the number of milliseconds since 1970, or ISO 8601 text when it
/// is more precise.
public final class AccountStateCodec {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();

  private AccountStateCodec() {}

  public static byte[] toBytes(AccountState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 64 * state.facts().size());
    TreeSet<String> sources = new TreeSet<>();
    state.facts().forEach(fact -> sources.add(fact.stamp().source()));
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
      for (Fact fact : state.facts()) {
        writer.write(fact);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Returns the state that was written as these bytes.
  ///
  /// @throws CorruptStateException when the bytes are not a state of this format
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
      root.required("s").forEach(source -> sources.add(source.textValue()));
      FactParser parser = new FactParser(List.copyOf(sources));
      List<Fact> facts = new ArrayList<>(root.required("f").size());
      root.required("f").forEach(fact -> facts.add(parser.parse(fact)));
      return new AccountState(
          root.required("t").textValue(),
          root.required("a").textValue(),
          root.required("c").textValue(),
          time(root.required("n")),
          root.required("d").longValue(),
          List.copyOf(facts));
    } catch (IOException | RuntimeException e) {
      throw e instanceof CorruptStateException corrupt
          ? corrupt
          : new CorruptStateException("the stored state cannot be read", e);
    }
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
    try {
      return node.isNumber()
          ? Instant.ofEpochMilli(node.longValue())
          : Instant.parse(node.textValue());
    } catch (DateTimeException e) {
      throw new CorruptStateException("a time in the stored state cannot be read", e);
    }
  }
}
