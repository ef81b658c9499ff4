package io.quittance.local.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quittance.simulator.Portfolio;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.truth.TruthRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;

/// A line of an exported file with its sort key.
///
/// @param day day on which it is reported
/// @param second event time, seconds since the epoch
/// @param key source and id, which break ties
/// @param bytes the line without its terminator
record Line(int day, long second, String key, byte[] bytes) {

  /// Order of the lines in a file.
  static final Comparator<Line> ORDER =
      Comparator.comparingInt(Line::day).thenComparingLong(Line::second).thenComparing(Line::key);

  /// Header of a CSV file of records.
  static final String HEADER = "time,type,source,id,tenant,account_id,data";

  private static final JsonFactory JSON = new JsonFactory();

  static Line of(Portfolio.Told told, ExportFormat format) {
    SimulatedRecord record = told.record();
    byte[] bytes = format == ExportFormat.NDJSON ? json(record) : csv(record);
    var identity = record.envelope().identity();
    return new Line(
        told.day(),
        record.envelope().time().getEpochSecond(),
        identity.source() + ' ' + identity.id(),
        bytes);
  }

  static Line of(TruthRow row) {
    return new Line(
        0, row.at().getEpochSecond(), row.eventId(), row.csv().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] json(SimulatedRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(640);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("key", new String(record.key(), StandardCharsets.UTF_8));
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : record.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeFieldName("data");
      json.writeRawValue(new String(record.data(), StandardCharsets.UTF_8));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] csv(SimulatedRecord record) {
    var identity = record.envelope().identity();
    String data = new String(record.data(), StandardCharsets.UTF_8).replace("\"", "\"\"");
    String line =
        String.join(
            ",",
            record.envelope().time().toString(),
            record.envelope().type(),
            identity.source(),
            identity.id(),
            identity.tenant(),
            record.accountId(),
            '"' + data + '"');
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
