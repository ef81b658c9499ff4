package io.quittance.laboratory.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.laboratory.RealData;
import io.quittance.laboratory.dataset.Encoding;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.schema.TableSchema;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DraftSchemaTest {

  @ParameterizedTest
  @CsvSource({
    "taiwan-credit.csv.gz, default payment, 30000, 6636, 20",
    "bank-additional-full.csv.gz, y, 41188, 4640, 18",
    "hillstrom-email.csv.gz, visit, 64000, 9394, 11",
    "elec2.csv.gz, class, 45312, 19237, 6"
  })
  void aDraftReadsItsFile(String name, String target, int rows, int positives, int features) {
    Path file = RealData.file(name);
    DraftSchema draft = DraftSchema.of(file, Optional.of(target));
    Table table = Table.read(file, draft.schema());
    assertEquals(rows, draft.rows());
    assertEquals(draft.schema(), TableSchema.parse("draft.yaml", draft.yaml()));
    assertEquals(rows, table.size());
    assertEquals(positives, table.positives());
    int[] all = IntStream.range(0, rows).toArray();
    assertEquals(features, Encoding.fit(table, all).encode(table).width());
  }
}
