package io.quittance.scoring.command;

import io.quittance.core.explain.Lime;
import io.quittance.core.explain.Lime.Surrogate;
import io.quittance.laboratory.table.file.CsvText;
import io.quittance.scoring.inference.BatchModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A linear surrogate around each row: its margin, how far it can be trusted, and its largest
/// effects as `feature:effect`.
final class LimeColumns implements RowExplainer {

  private final Lime lime;
  private final int terms;

  LimeColumns(BatchModel model) {
    Lime.Settings settings = Lime.Settings.standard();
    this.terms = settings.features();
    this.lime =
        new Lime(
            model.margins(),
            model.reference().features(),
            model.manifest().inputs().categories().keySet(),
            settings);
  }

  @Override
  public List<String> columns() {
    List<String> names = new ArrayList<>(List.of("surrogate_margin", "r2", "stability"));
    IntStream.rangeClosed(1, terms).forEach(i -> names.add("effect_" + i));
    return names;
  }

  @Override
  public List<String> fields(float[] row, double probability) {
    Surrogate surrogate = lime.explain(row);
    List<String> fields = new ArrayList<>(terms + 3);
    fields.add(CsvText.shortened(surrogate.intercept()));
    fields.add(CsvText.shortened(surrogate.determination()));
    fields.add(CsvText.shortened(surrogate.stability()));
    surrogate
        .terms()
        .forEach(term -> fields.add(term.name() + ":" + CsvText.shortened(term.effect())));
    while (fields.size() < terms + 3) {
      fields.add("");
    }
    return fields;
  }

  @Override
  public String method() {
    return "LIME, a local estimate";
  }
}
