package io.quittance.laboratory.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.quittance.core.vocabulary.Action;
import io.quittance.laboratory.SyntheticRows;
import org.junit.jupiter.api.Test;

final class LabelledRowsTest {

  @Test
  void theActionIsACategoryByItsCode() {
    LabelledRows rows = SyntheticRows.of(10, 5, 1);
    Examples examples = rows.examples();
    assertSame(rows.values(), examples.values());
    assertEquals(rows.features(), examples.names());
    for (Action action : Action.values()) {
      assertEquals(
          action.wireName(), examples.columns().getLast().categories().get((int) action.code()));
    }
    assertEquals(1, examples.columns().stream().filter(Column::categorical).count());
  }
}
