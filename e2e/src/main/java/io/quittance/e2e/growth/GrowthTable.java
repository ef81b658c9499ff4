package io.quittance.e2e.growth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import java.util.List;
import java.util.Locale;

/// The sizes of a study side by side, as a table and as JSON.
public record GrowthTable(List<GrowthPoint> points) {

  /// Returns one line for each size; figures are for each measured record unless said.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
              rows  records decisions | scoring: database   service  blocks | feedback: database   service  blocks | background     WAL |     idle   tables
                                      |          µs/rec    µs/rec    /rec |            µs/rec    µs/rec    /rec |     µs/rec   B/rec |   ms/min      MiB
        """);
    for (GrowthPoint p : points) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,12d %,8d %,9d | %17.0f %9.0f %7.1f | %18.0f %9.0f %7.1f | %10.0f %7.0f | %8.0f"
                  + " %,8d%n",
              p.rows(),
              p.records(),
              p.decisions(),
              p.perRecord(p.scoring().database()),
              p.perRecord(p.scoring().service()),
              p.perRecord(p.scoring().blocks()),
              p.perRecord(p.feedback().database()),
              p.perRecord(p.feedback().service()),
              p.perRecord(p.feedback().blocks()),
              p.perRecord(p.background()),
              p.perRecord(p.logBytes()),
              p.idle().toNanos() / 1e6,
              p.tableBytes() >> 20));
    }
    return text.toString();
  }

  /// Returns one line of JSON.
  public String json() {
    ObjectNode json = Json.object();
    json.put("bench", "growth");
    var list = json.putArray("points");
    for (GrowthPoint p : points) {
      ObjectNode point = list.addObject();
      point.put("rows", p.rows()).put("records", p.records()).put("decisions", p.decisions());
      put(point.putObject("scoring"), p, p.scoring());
      put(point.putObject("feedback"), p, p.feedback());
      point
          .put("backgroundMicrosPerRecord", p.perRecord(p.background()))
          .put("walBytesPerRecord", p.perRecord(p.logBytes()))
          .put("idleMillisPerMinute", p.idle().toNanos() / 1e6)
          .put("tableBytes", p.tableBytes());
    }
    return json.toString();
  }

  private static void put(ObjectNode json, GrowthPoint point, GrowthPoint.Cost cost) {
    json.put("databaseMicrosPerRecord", point.perRecord(cost.database()))
        .put("serviceMicrosPerRecord", point.perRecord(cost.service()))
        .put("blocksPerRecord", point.perRecord(cost.blocks()));
  }
}
