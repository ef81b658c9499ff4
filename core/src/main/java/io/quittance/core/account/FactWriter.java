package io.quittance.core.account;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.text.Json;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes facts as JSON arrays; [FactParser] reads them.
final class FactWriter {

  private final JsonGenerator out;
  private final List<String> sources;

  FactWriter(JsonGenerator out, List<String> sources) {
    this.out = out;
    this.sources = sources;
  }

  /// Writes known and unknown facts in their common order.
  void writeAll(List<Fact> facts, Foreign foreign) throws IOException {
    int next = 0;
    for (Fact fact : facts) {
      while (next < foreign.facts().size()
          && foreign.facts().get(next).stamp().compareTo(fact.stamp()) < 0) {
        writeAsRead(foreign.facts().get(next++));
      }
      String whole = foreign.extended().get(fact.stamp());
      if (whole == null) {
        write(fact);
      } else {
        writeAsRead(new Foreign.Entry(fact.stamp(), whole));
      }
    }
    while (next < foreign.facts().size()) {
      writeAsRead(foreign.facts().get(next++));
    }
  }

  /// Writes a fact as it was read. Only the number of its source may have changed.
  private void writeAsRead(Foreign.Entry fact) throws IOException {
    JsonNode elements = Json.read(fact.json());
    out.writeStartArray();
    for (int i = 0; i < elements.size(); i++) {
      if (i == 2) {
        out.writeNumber(Collections.binarySearch(sources, fact.stamp().source()));
      } else {
        out.writeTree(elements.get(i));
      }
    }
    out.writeEndArray();
  }

  private void write(Fact fact) throws IOException {
    out.writeStartArray();
    switch (fact) {
      case Fact.Placement f -> placement(f);
      case Fact.Update f -> {
        head("u", f);
        out.writeString(f.debtorId());
        snapshot(f.snapshot());
        if (!f.otherJurisdictions().isEmpty()) {
          texts(f.otherJurisdictions());
        }
      }
      case Fact.Payment f -> {
        head("m", f);
        out.writeNumber(f.amountMinor());
      }
      case Fact.Attempt f -> attempt(f);
      case Fact.Contact f -> head("c", f, f.channel().name());
      case Fact.ThirdPersonContact f ->
          head("t", f, f.channel().name(), f.personRef(), f.relation().name());
      case Fact.PromiseMade f -> {
        head("r", f, f.promiseId());
        out.writeNumber(f.amountMinor());
        AccountStateCodec.time(out, f.dueAt());
      }
      case Fact.PromiseEnded f -> head(f.kept() ? "k" : "b", f, f.promiseId());
      case Fact.Complaint f -> head("x", f);
      case Fact.ConsentStated f -> head("o", f, f.channel().name(), f.consent().name());
      case Fact.Reply f -> {
        head("w", f, f.channel().name(), f.word().name());
        if (f.numberRef() != null) {
          out.writeString(f.numberRef());
        }
      }
      case Fact.Inconvenience f -> inconvenience(f);
      case Fact.NumberCheck f -> {
        head("n", f, f.channel().name());
        if (f.numberRef() != null) {
          out.writeString(f.numberRef());
        }
      }
      case Fact.Review f -> head("v", f, f.reviewId(), f.kind().name(), f.verdict().name());
      case Fact.Status f -> head("s", f, f.kind().code());
      case Fact.Closing f -> head("z", f, f.reason().name());
    }
    out.writeEndArray();
  }

  private void placement(Fact.Placement fact) throws IOException {
    head("p", fact, fact.debtorId());
    snapshot(fact.snapshot());
    out.writeString(fact.actorType().name());
    out.writeString(fact.jurisdiction());
    out.writeStartArray();
    for (String zone : fact.timeZones()) {
      out.writeString(zone);
    }
    out.writeEndArray();
    out.writeStartObject();
    for (Map.Entry<Channel, Consent> entry : new TreeMap<>(fact.consents()).entrySet()) {
      out.writeStringField(entry.getKey().name(), entry.getValue().name());
    }
    out.writeEndObject();
    AccountStateCodec.time(out, fact.openedAt());
    AccountStateCodec.time(out, fact.validationSentAt());
    out.writeString(fact.debtGroup());
    AccountStateCodec.time(out, fact.smsNumberCheckedAt());
    AccountStateCodec.time(out, fact.limitationEndsAt());
    if (!fact.otherJurisdictions().isEmpty() || fact.debtKind() != null) {
      texts(fact.otherJurisdictions());
      out.writeString(fact.debtKind() == null ? null : fact.debtKind().name());
    }
  }

  /// Leaves out unknown elements at the end of the array.
  private void attempt(Fact.Attempt fact) throws IOException {
    head("a", fact, fact.channel().name());
    boolean numbered = fact.numberRef() != null;
    boolean addressed = numbered || fact.recipient() != Recipient.DEBTOR;
    boolean placed = addressed || fact.place() != null;
    boolean permitted = placed || fact.permitId() != null;
    out.writeString(fact.result() == null ? null : fact.result().name());
    if (permitted) {
      out.writeString(fact.permitId());
    }
    if (placed) {
      out.writeString(fact.place() == null ? null : fact.place().name());
    }
    if (addressed) {
      out.writeString(fact.recipient().name());
    }
    if (numbered) {
      out.writeString(fact.numberRef());
    }
  }

  private void inconvenience(Fact.Inconvenience fact) throws IOException {
    head("i", fact);
    out.writeStartArray();
    for (WeeklyWindow window : fact.times()) {
      out.writeStartArray();
      out.writeNumber(window.from().toNanoOfDay());
      out.writeNumber(window.to().toNanoOfDay());
      for (DayOfWeek day : window.days()) {
        out.writeNumber(day.getValue());
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeStartArray();
    for (Place place : fact.places()) {
      out.writeString(place.name());
    }
    out.writeEndArray();
  }

  private void texts(List<String> texts) throws IOException {
    out.writeStartArray();
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private void snapshot(Snapshot snapshot) throws IOException {
    AccountStateCodec.time(out, snapshot.asOf());
    out.writeNumber(snapshot.balanceMinor());
    out.writeString(snapshot.currency());
    out.writeNumber(snapshot.daysPastDue());
    number(snapshot.instalmentMinor());
    number(snapshot.creditLimitMinor());
  }

  private void number(@Nullable Long value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
  }

  private void head(String kind, Fact fact, String... texts) throws IOException {
    out.writeString(kind);
    AccountStateCodec.time(out, fact.time());
    out.writeNumber(Collections.binarySearch(sources, fact.stamp().source()));
    out.writeString(fact.stamp().id());
    for (String text : texts) {
      out.writeString(text);
    }
  }
}
