package io.quittance.core.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import java.io.IOException;
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

  void write(Fact fact) throws IOException {
    out.writeStartArray();
    switch (fact) {
      case Fact.Placement f -> placement(f);
      case Fact.Update f -> {
        head("u", f);
        out.writeString(f.debtorId());
        snapshot(f.snapshot());
      }
      case Fact.Payment f -> {
        head("m", f);
        out.writeNumber(f.amountMinor());
      }
      case Fact.Attempt f -> head("a", f, f.channel().name(), f.result().name());
      case Fact.Contact f -> head("c", f, f.channel().name());
      case Fact.PromiseMade f -> {
        head("r", f, f.promiseId());
        out.writeNumber(f.amountMinor());
        AccountStateCodec.time(out, f.dueAt());
      }
      case Fact.PromiseEnded f -> head(f.kept() ? "k" : "b", f, f.promiseId());
      case Fact.Complaint f -> head("x", f);
      case Fact.ConsentStated f -> head("o", f, f.channel().name(), f.consent().name());
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
