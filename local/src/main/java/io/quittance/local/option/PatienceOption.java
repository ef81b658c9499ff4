package io.quittance.local.option;

import io.quittance.embedded.process.Patience;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The option `--patience`: how long parts may go without progress.
public final class PatienceOption {

  @Option(
      names = "--patience",
      paramLabel = "FACTOR",
      defaultValue = "${env:QUITTANCE_PATIENCE:-1}",
      converter = PatienceConverter.class,
      description = {
        "Scales every time limit, for a slow or busy machine: with 2 a part may go twice as long",
        "without progress (default: the environment variable QUITTANCE_PATIENCE, or 1)."
      })
  private Patience patience = new Patience(1);

  private static final class PatienceConverter implements ITypeConverter<Patience> {
    @Override
    public Patience convert(String value) {
      try {
        return Patience.of(value);
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "--patience must be a number between 0.001 and 1000, not '%s'".formatted(value));
      }
    }
  }

  public Patience patience() {
    return patience;
  }
}
